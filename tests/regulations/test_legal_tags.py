"""Headings of provisions in order."""

from hypothesis import given
from hypothesis import strategies as st

from regulations.presentation import ShownProvision
from regulations.templatetags.legal_tags import with_headings


def provision(level: int) -> ShownProvision:
    return ShownProvision(f"p-{level}", level, "Heading" if level else "", "Text")


@given(st.lists(st.sampled_from([0, 2, 3, 4])))
def test_headings_never_skip_a_level(levels: list[int]) -> None:
    """Below the h2 above the text comes an h3, and each heading is at most one deeper than the one before."""
    before = 2
    for shown, heading in with_headings([provision(level) for level in levels]):
        assert (heading == 0) == (shown.level == 0)
        if heading:
            assert 3 <= heading <= min(before + 1, 6)
            before = heading


def test_articles_stand_one_below_their_chapter_or_section() -> None:
    headings = [heading for _, heading in with_headings(map(provision, [4, 2, 4, 3, 4, 4, 2, 4]))]
    assert headings == [3, 3, 4, 4, 5, 5, 3, 4]
