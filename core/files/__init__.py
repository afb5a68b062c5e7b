"""Images and documents: what approved content uses never changes, and only what is live is open to all.

See docs/decisions/0011-files.md.
"""
