"""What all pages share."""

import pytest

from tests.factories import draft_page

pytestmark = pytest.mark.django_db


def test_the_address_of_a_vietnamese_title() -> None:
    titles = ["Lễ phát động thi đua", "Lễ phát động thi đua", "Đất đai"]
    slugs = [draft_page(None, title=title).slug for title in titles]
    assert slugs == ["le-phat-dong-thi-dua", "le-phat-dong-thi-dua-2", "dat-dai"]
