"""Tables of the encodings against those that others publish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legacy_text.tables import Encoding, read, shown
from tests.core.legacy_text.published import CAPITALS, SMALL, TABLES, written

WORDS = st.lists(st.text(f"{SMALL}abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=7), max_size=12).map(
    " ".join
)
WITH_CAPITALS = [encoding for encoding in Encoding if encoding != Encoding.TCVN3]
REPUBLIC = "Cộng hòa xã hội chủ nghĩa Việt Nam"


@pytest.mark.parametrize("encoding", Encoding)
def test_every_letter(encoding: Encoding) -> None:
    assert set(TABLES[encoding]) >= set(SMALL)
    for letter, code in TABLES[encoding].items():
        assert read(shown(code), encoding) == read(code.decode("latin-1"), encoding) == letter


@pytest.mark.parametrize("encoding", WITH_CAPITALS)
def test_every_capital(encoding: Encoding) -> None:
    assert set(TABLES[encoding]) >= set(CAPITALS)


@pytest.mark.parametrize(
    ("characters", "encoding"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", Encoding.TCVN3),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Encoding.VNI),
        ("Cµng hòa xã hµi chü nghîa Vi®t Nam", Encoding.VISCII),
        ("C¶ng hòa xã h¶i chû nghïa ViŒt Nam", Encoding.VPS),
        ("Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam", Encoding.WINDOWS_1258),
    ],
)
def test_words_everybody_knows(characters: str, encoding: Encoding) -> None:
    assert read(characters, encoding) == REPUBLIC
    assert shown(written(REPUBLIC, encoding)) == characters


@given(WORDS, st.sampled_from(Encoding))
def test_what_is_written_is_read(text: str, encoding: Encoding) -> None:
    assert read(shown(written(text, encoding)), encoding) == text


@given(WORDS, st.sampled_from(WITH_CAPITALS), st.sampled_from([str.upper, str.title]))
def test_capitals_are_read(text: str, encoding: Encoding, case: type) -> None:
    assert read(shown(written(case(text), encoding)), encoding) == case(text)


@given(WORDS)
def test_a_font_of_capitals(text: str) -> None:
    assert read(shown(written(text, Encoding.TCVN3)), Encoding.TCVN3, capitals=True) == text.upper()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("QUYẾT ĐỊNH", "QUYẾT ĐỊNH"),
        ("BỘ TRƯỞNG BỘ Y TẾ", "BỘ TRƯỞNG BỘ Y TẾ"),
        ("Căn cứ LUẬT số 5", "Căn cứ LUẬT số 5"),
        ("Số: 15/QĐ-UBND", "Số: 15/QĐ-UBND"),
        ("Có", "Có"),
        # What the bytes do not hold.
        ("Ủy ban", "ủy ban"),
    ],
)
def test_words_in_capitals_get_their_tones_in_capitals(text: str, found: str) -> None:
    assert read(shown(written(text, Encoding.TCVN3)), Encoding.TCVN3) == found


def test_punctuation_of_windows_stays() -> None:
    for encoding in (Encoding.TCVN3, Encoding.VNI, Encoding.WINDOWS_1258):
        for characters in (shown(b"\x93a\x94 \x96 \x85"), "\x93a\x94 \x96 \x85"):
            assert read(characters, encoding) == "“a” – …"


@given(st.binary())
def test_nothing_is_lost_of_bytes(data: bytes) -> None:
    assert len(shown(data)) == len(data)
    assert len(set(map(shown, (bytes([byte]) for byte in data)))) == len(set(data))
