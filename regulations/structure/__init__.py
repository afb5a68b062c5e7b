"""How a document's text is taken apart, shown beside it while it is written."""
