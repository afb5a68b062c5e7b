"""Relations between documents: from what editors confirmed to rows, events and the validity that follows (R3)."""
