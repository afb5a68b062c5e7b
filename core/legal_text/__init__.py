"""Rules about the text of Vietnamese legal documents: numbers, provisions, issuers. Pure functions."""
