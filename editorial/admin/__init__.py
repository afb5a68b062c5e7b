"""The approval chain in Wagtail's admin."""
