"""What all pages share."""

import re
import unicodedata

import pytest

from core.slugs import letter_formatters
from core.text import nfc, slugify_vi
from tests.factories import draft_page

pytestmark = pytest.mark.django_db


def test_the_address_of_a_vietnamese_title() -> None:
    titles = ["Lễ phát động thi đua", "Lễ phát động thi đua", "Đất đai"]
    slugs = [draft_page(None, title=title).slug for title in titles]
    assert slugs == ["le-phat-dong-thi-dua", "le-phat-dong-thi-dua-2", "dat-dai"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_address_that_the_editor_proposes_is_the_same(form: str) -> None:
    """The patterns as a browser applies them, one after the other, before it writes lower case and hyphens."""
    title = "Đề cương ôn thi, ÂĂƯƠ: lễ, nghĩa ở xã Ỷ La và thủ tục “chứng thực”"
    written = unicodedata.normalize(form, title)
    for pattern, letter in letter_formatters():
        written = re.sub(pattern, letter, written)
    assert re.sub("[^a-z0-9]+", "-", written.lower()).strip("-") == slugify_vi(nfc(title))
