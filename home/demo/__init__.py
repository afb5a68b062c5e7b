"""Loads the demo: a fictitious department whose content goes through the approval chain like any other."""
