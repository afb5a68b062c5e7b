"""Import of documents from files: read rows, check them, find the document, merge, publish or leave as draft."""
