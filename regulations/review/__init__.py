"""The review of documents, and of the pages that rest on them (R3; HY Điều 11.2)."""
