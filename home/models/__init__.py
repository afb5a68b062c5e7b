"""Home page, sections and standard pages."""

from .pages import HomePage, SectionPage, StandardPage

__all__ = ["HomePage", "SectionPage", "StandardPage"]
