"""Data of a document, and texts in every shape that the parser knows."""

import datetime
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from core.legal_text.structure import DuplicateProvision, parse
from regulations.open_data.document import Document
from regulations.publication import content_start

TEXT = """Căn cứ Luật Đất đai;
Theo đề nghị của Giám đốc Sở Nội vụ,

§ PHẦN THỨ NHẤT
NHỮNG QUY ĐỊNH CHUNG
§ Chương I
PHẠM VI

ÁP DỤNG
§ Mục 1. Đối tượng
§ Tiểu mục 1. Cá nhân
§ Điều 1. Phạm vi
Quyết định này quy định:
1. Về đất.
2. Về nhà, gồm:
a) Nhà ở;
b) Nhà khác.
§ Điều 12a. Hiệu lực
a) Từ ngày ký;
b) Về sau.
1. Ai ký.

§ QUY CHẾ
LÀM VIỆC
(Kèm theo Quyết định số 15)
§ Chương II. Tổ chức
Lời dẫn của chương;
§ Điều 1.
§ Phụ lục IIa
DANH MỤC
Cột 1\tCột 2
§ Phụ lục
"""
LINES = st.one_of(
    st.sampled_from(TEXT.splitlines()),
    st.sampled_from(
        ["1. Một", "2) Hai", "2a. Hai a", "a) Á", "b) Bê", "\t3. Ba", "1dd. Lạ", "“1. Trích", "”", "", " "]
    ),
    st.sampled_from(
        ["|! STT | Tên |", "| 1 | |", "| \x00 | a\\|b |", "|  lệch|cột |", "1. | a | b |", "| A | B | C |"]
    ),
    st.builds("§ Điều {}.{}".format, st.integers(0, 30), st.sampled_from(["", " Tên", " Tên\n"])),
    st.builds("§ Phụ lục {}".format, st.sampled_from(["I", "1", "B", "2.1"])),
    st.text(max_size=15),
)
TEXTS = st.lists(LINES, max_size=25).map("\n".join)


def provisions_of(text: str) -> list[Any]:
    """What the site stores of a text; nothing where the text is refused."""
    try:
        parts = parse(text)
    except DuplicateProvision:
        return []
    return [
        SimpleNamespace(kind=str(p.kind), path=p.path, text=p.text, content_start=content_start(p))
        for p in parts
    ]


def document(**values: Any) -> Document:
    """Data of a decision, everything given."""
    return Document(
        **{
            "id": 1,
            "url": "https://so.example.vn/van-ban/2023/15-2023-qd-ubnd/",
            "number": "15/2023/QĐ-UBND",
            "type": {"code": "quyet-dinh", "name": "Quyết định"},
            "category": "legal",
            "title": "Ban hành Quy chế <làm việc> & tổ chức",
            "english_title": "",
            "issuers": [{"code": "ubnd-tinh-song-lam", "name": "Ủy ban nhân dân tỉnh Sông Lam"}],
            "fields": [{"code": "dat-dai", "name": "Đất đai"}],
            "issued_on": datetime.date(2023, 5, 4),
            "effective_on": datetime.date(2023, 5, 20),
            "expires_on": None,
            "validity": "in_force",
            "signer": {"code": "tran-a", "name": "Trần Văn A"},
            "signer_office": "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
            "recipients": "- Như Điều 3;\n- Lưu: VT.",
            "gazette": "",
            "is_extract": False,
            "published_at": datetime.datetime(2023, 6, 1, tzinfo=datetime.UTC),
            "modified_at": datetime.datetime(2023, 6, 2, tzinfo=datetime.UTC),
            **values,
        }
    )


BARE: dict[str, Any] = {
    "title": "",
    "issuers": [],
    "fields": [],
    "issued_on": None,
    "effective_on": None,
    "signer": None,
    "signer_office": "",
    "recipients": "",
    "modified_at": None,
    "published_at": None,
}
