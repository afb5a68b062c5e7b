"""Images and documents: what is approved or under way never changes, only what is live is open.

See docs/decisions/0011-files.md.
"""
