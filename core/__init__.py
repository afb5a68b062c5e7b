"""Knows no other app: the page base and publish guard, shared blocks, Vietnamese and legal text, checks, tags."""
