"""What the frame of the site offers for search: home pages, sections, ordinary pages."""

from search import sources
from search.pages import PageSource

from .models import HomePage, SectionPage, StandardPage

# The home page says whose site it is and how to reach them.
HOME_FIELDS = (
    "tagline",
    "intro",
    "governing_body",
    "responsible_person",
    "address",
    "phone",
    "email",
)


def offer_pages() -> None:
    """Register them."""
    sources.register(PageSource(HomePage, "home-pages", lead=HOME_FIELDS))
    sources.register(PageSource(SectionPage, "sections"))
    sources.register(PageSource(StandardPage, "pages"))
