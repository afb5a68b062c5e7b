"""What a document's printed text says of itself: pure functions of its lines."""
