"""New documents from files: upload, reading as a task, confirmation by an editor, a draft."""
