"""Bytes of any encoding: Unicode as it is, old encodings by their syllables, the rest refused."""

import codecs
import gzip
import json
import random
import unicodedata
from collections import Counter

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core.legacy_text.decoding import UnknownEncoding, decode
from core.legacy_text.readings import Converted
from core.legacy_text.tables import Encoding
from tests.core.legacy_text.published import written
from tests.data import shared_data

SENTENCE = (
    "Quyết định này có hiệu lực thi hành kể từ ngày ký; Sở Nội vụ, Văn phòng và các đơn vị thi hành.\r\n"
)
ARTICLES = 150


@pytest.mark.parametrize("encoding", Encoding)
def test_a_sentence(encoding: Encoding) -> None:
    found = decode(written(SENTENCE, encoding))
    assert (found.text, found.encoding) == (SENTENCE, encoding)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (b"", "utf-8", "UTF-8"),
        (codecs.BOM_UTF8, "utf-8", "UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
        (b"", "utf-16-le", "UTF-16"),
        (b"", "utf-16-be", "UTF-16"),
    ],
)
def test_unicode_in_every_form(mark: bytes, codec: str, name: str, form: str) -> None:
    found = decode(mark + unicodedata.normalize(form, SENTENCE).encode(codec))  # type: ignore[arg-type]
    assert (found.text, found.encoding) == (SENTENCE, name)


@pytest.mark.parametrize(
    "text",
    [
        "plain ASCII, 1.234.567 VND; x = y['z'] - 1",
        "Café, naïve, Zürich, São Paulo, Côte d’Ivoire: résumé",
        "def f(x: int) -> str:\n\treturn 'à' if x else '§ 5'\n",
        "Diện tích 25 m², 30 °C, ±5 %, «Hà Nội», Windows®, © 2026",
        "§ Điều 1. Phạm vi\n§ Điều 2.\n",
        "1;2;3\n4,5\t6\n",
        "日本語 текст",
        SENTENCE,
    ],
)
def test_good_text_stays(text: str) -> None:
    assert decode(text.encode()) == Converted(text, "UTF-8")
    assert decode(text.encode("utf-16")) == Converted(text, "UTF-16")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no text"),
        (b" \r\n\t", "no text"),
        (codecs.BOM_UTF8, "no text"),
        (b"%PDF-1.7\n\x01\x02\x03 obj", "no plain text"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00abc", "no plain text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "no plain text"),
        (b"abc\x00", "no plain text"),
        (b"abc\x00def", "no plain text"),
        (codecs.BOM_UTF8 + b"\xff", "no plain text"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "no plain text"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "no plain text"),
        ("Müller, très bien, à côté".encode("latin-1"), "cannot be told"),
        ("Сургутнефтегаз".encode("cp1251"), "cannot be told"),
        # Too short to be sure.
        (written("Số 5", Encoding.TCVN3), "cannot be told"),
        (SENTENCE.encode()[:1] + b"\xe1\xbb", "cannot be told"),
    ],
)
def test_what_is_no_text_or_not_clear_is_refused(data: bytes, said: str) -> None:
    with override("en"), pytest.raises(UnknownEncoding, match=said):
        decode(data)


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_unicode_whose_characters_were_read_wrongly(encoding: Encoding) -> None:
    for codec in ("latin-1", "cp1252"):
        found = decode(written(SENTENCE, encoding).decode(codec).encode())
        assert (found.text, found.encoding) == (SENTENCE, encoding)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_in_nfc_or_a_message(data: bytes) -> None:
    try:
        found = decode(data)
    except UnknownEncoding:
        return
    assert unicodedata.is_normalized("NFC", found.text)
    assert "\0" not in found.text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])).filter(str.strip))
def test_any_unicode_without_old_text_is_kept(text: str) -> None:
    found = decode(text.encode())
    if found.encoding == "UTF-8":
        assert found.text == unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    assert decode(found.text.encode()).text == found.text


@pytest.mark.parametrize("encoding", Encoding)
def test_real_articles(encoding: Encoding) -> None:
    """Byte for byte, in TCVN3 but for capitals with tones; a title or two are too short."""
    counts: Counter[str] = Counter()
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt", encoding="utf-8") as lines:
        rows = random.Random(11).sample([json.loads(line) for line in lines], 2 * ARTICLES)
    for row in rows:
        text = unicodedata.normalize("NFC", row["articles"][0]["text"]) if row["articles"] else ""
        try:
            data = written(text, encoding)
        except ValueError:
            continue
        if data.isascii() or counts.total() == ARTICLES:
            continue
        try:
            found = decode(data)
        except UnknownEncoding:
            counts["refused"] += 1
            continue
        same = found.text == text or (encoding == Encoding.TCVN3 and found.text.lower() == text.lower())
        counts["same" if same else "wrong"] += 1
    assert counts.total() == ARTICLES
    assert not counts["wrong"]
    assert counts["refused"] <= 0.02 * ARTICLES
