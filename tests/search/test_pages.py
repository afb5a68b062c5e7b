"""How a page is cut into passages."""

from typing import Any

from core.blocks import BodyBlock
from search.pages import passages_of

CELLS = {
    "columns": [{"type": "text", "heading": "Năm"}, {"type": "text", "heading": "Sự kiện"}],
    "rows": [{"values": ["1966", "Thành lập"]}],
}


def body(*blocks: tuple[str, Any]) -> Any:
    """A StreamField's value."""
    return BodyBlock().to_python([{"type": kind, "value": value} for kind, value in blocks])


def test_headings_cut_the_page_and_carry_the_anchors_it_shows() -> None:
    cut = passages_of(
        "Tổ chức",
        ["Giới thiệu chung.", ""],
        body(
            ("text", "<p>Mở <b>đầu</b>.</p>"),
            ("heading", "Tuyển dụng"),
            ("text", "<p>Một.</p><h3>Hồ sơ</h3><p>Hai.</p>"),
            ("heading", "Tuyển dụng"),
        ),
    )
    assert [(part.path, part.title) for part in cut] == [
        ("toan-van", "Tổ chức"),
        ("muc-tuyen-dung", "Tuyển dụng"),
        ("muc-tuyen-dung-2", "Tuyển dụng"),
    ]
    assert cut[0].text.split() == ["Giới", "thiệu", "chung.", "Mở", "đầu."]
    assert cut[1].text.split() == ["Một.", "Hồ", "sơ", "Hai."]
    assert cut[2].text == ""


def test_every_block_gives_its_words_and_no_markup_or_address() -> None:
    (part,) = passages_of(
        "Tổ chức",
        [],
        body(
            ("table", {"caption": "Các mốc", "table": CELLS}),
            ("quotation", {"text": "Gần dân.", "author": "Giám đốc", "source": "Hội nghị", "url": ""}),
            ("video", {"title": "Phim", "url": "https://v.example/1", "transcript": "Lời thoại."}),
            ("related_links", {"links": [{"title": "Cổng", "url": "https://a.example/"}]}),
            ("text", "<p>A &amp; B <a href='https://b.example/'>liên kết</a></p>"),
        ),
    )
    for words in (
        "Các mốc",
        "Sự kiện",
        "1966",
        "Gần dân.",
        "Giám đốc",
        "Hội nghị",
        "Phim",
        "Lời thoại.",
        "Cổng",
    ):
        assert words in part.text
    assert "A & B liên kết" in part.text
    assert "example" not in part.text
    assert "<" not in part.text


def test_a_page_without_text_is_its_title() -> None:
    cut = passages_of("Tổ chức", ["  "], body())
    assert [(part.path, part.title, part.text) for part in cut] == [("toan-van", "Tổ chức", "")]
