"""Addresses of the headings of a page, the same on the page and in the search index."""

from core.text import slugify_vi

PREFIX = "muc"
LONGEST = 80


class Anchors:
    """Hands out the ids of a page's headings, asked for in their order on the page.

    The prefix keeps them apart from ids that templates use.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, heading: str) -> str:
        """Return the id of the next heading: "muc-tuyen-dung", for a second one "muc-tuyen-dung-2"."""
        plain = f"{PREFIX}-{slugify_vi(heading)[:LONGEST]}".strip("-")
        anchor, number = plain, 1
        while anchor in self._taken:
            number += 1
            anchor = f"{plain}-{number}"
        self._taken.add(anchor)
        return anchor
