"""Demo content: fictitious organisation, documents, pages and drawn pictures."""
