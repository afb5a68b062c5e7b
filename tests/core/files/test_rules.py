"""Who gets a file, and which part of it: the pure rules."""

import pytest

from core.files.rules import Answer, Unsatisfiable, answer_to, byte_range, is_inert


def never():
    """A fact that must not be asked for."""
    raise AssertionError


def yes():
    return True


def no():
    return False


def test_what_is_shown_openly_is_public_without_asking_who_wants_it():
    found = answer_to(shown_openly=True, collection_private=False, passes=never, edits=never)
    assert found == Answer.PUBLIC


@pytest.mark.parametrize(
    ("shown", "private", "passes", "edits", "expected"),
    [
        (True, True, no, no, Answer.HIDDEN),
        (True, True, yes, never, Answer.PRIVATE),
        (False, False, no, no, Answer.HIDDEN),
        (False, False, no, yes, Answer.PRIVATE),
        (False, True, no, yes, Answer.PRIVATE),
    ],
)
def test_everything_else_is_for_those_who_pass_or_edit(shown, private, passes, edits, expected):
    assert answer_to(shown_openly=shown, collection_private=private, passes=passes, edits=edits) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=2-5", (2, 5)),
        ("bytes=5-", (5, 9)),
        ("bytes=-3", (7, 9)),
        ("bytes=-30", (0, 9)),
        ("bytes=4-400", (4, 9)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("lines=1-2", None),
        ("bytes=a-b", None),
    ],
)
def test_byte_ranges(header, expected):
    assert byte_range(header, 10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_ranges_behind_the_end(header):
    with pytest.raises(Unsatisfiable):
        byte_range(header, 10)


def test_an_empty_file_has_no_range():
    with pytest.raises(Unsatisfiable):
        byte_range("bytes=0-", 0)


@pytest.mark.parametrize(
    ("content_type", "inert"),
    [
        ("image/png", True),
        ("image/svg+xml", False),
        ("video/mp4", True),
        ("application/pdf", True),
        ("application/pdfx", False),
        ("text/html", False),
        ("application/xml", False),
        ("application/xhtml+xml", False),
    ],
)
def test_what_a_browser_may_show(content_type, inert):
    assert is_inert(content_type) is inert
