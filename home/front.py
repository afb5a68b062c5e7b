"""What the home page shows beyond its own fields."""

from typing import Any

from regulations.search_source import SOURCE_NAME
from search.presentation import shown_hits
from search.query import SearchQuery, Sort
from search.service import search

from .models import HomePage

NEWEST = 6


def front_context(page: HomePage) -> dict[str, Any]:
    """The sections below the home page and the newest documents."""
    newest = SearchQuery(source=SOURCE_NAME, sort=Sort.ISSUED, page_size=NEWEST)
    return {
        "sections": page.get_children().live().public().in_menu().specific(defer=False),
        "newest_documents": shown_hits(search(newest)),
    }
