"""Closes wagtail-localize's publish paths; will hold the English team's assignment, glossary, review (R31)."""
