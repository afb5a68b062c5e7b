"""Search in Wagtail's admin."""
