"""New documents from files: what a PDF says, read and offered for confirmation."""
