"""The site that the browser visits: every kind of page, with every block, in both languages."""

import datetime
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from home.models import SectionPage
from regulations.models import DocumentFile, LegalDocumentPage
from search.outbox import drain
from tests.factories import (
    Department,
    draft_page,
    home_page,
    make_department,
    published_document,
    published_page,
)

REWARDS = """Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;
QUYẾT ĐỊNH:
§ Chương I
QUY ĐỊNH CHUNG
§ Điều 1. Phạm vi điều chỉnh
1. Quyết định này quy định về thi đua, khen thưởng trên địa bàn tỉnh.
a) Nguyên tắc thi đua;
b) Hình thức khen thưởng.
§ Điều 2. Đối tượng áp dụng
- Cán bộ, công chức, viên chức.
§ Chương II
ĐIỀU KHOẢN THI HÀNH
§ Điều 3. Hiệu lực thi hành
Quyết định này có hiệu lực từ ngày 20 tháng 5 năm 2023.
"""
MANY_FIELDS = ["Đất đai", "Y tế", "Giáo dục", "Giao thông", "Thuế", "Tư pháp", "Nội vụ", "Du lịch"]
ARCHIVES = "§ Điều 1. Lưu trữ\nNộp hồ sơ khen thưởng vào lưu trữ.\n§ Điều 4. Hiệu lực\nTừ ngày ký.\n"


@dataclass(frozen=True)
class SiteContent:
    """Addresses of what the tests visit; no models, since a journey must not use the database itself."""

    section: str
    page: str
    english_section: str
    rewards: str
    rewards_in_english: str
    extract: str
    extract_in_english: str
    empty: str


def make_content() -> SiteContent:
    """Publish it all through the chain and index it."""
    department = make_department()
    section = published_page(
        department, model=SectionPage, title="Giới thiệu", slug="gioi-thieu", show_in_menus=True
    )
    english_section = published_page(
        department,
        home_page("en"),
        SectionPage,
        title="About us",
        slug="about",
        translation_key=section.translation_key,
    )
    page = published_page(department, section, title="Lịch sử", slug="lich-su", body=every_block(section))
    rewards, extract, empty = make_documents(department)
    draft_page(department.author, title="Bản nháp")
    drain()
    return SiteContent(
        section=section.url,
        page=page.url,
        english_section=english_section.url,
        rewards=rewards.url,
        rewards_in_english=english_address(rewards),
        extract=extract.url,
        extract_in_english=english_address(extract),
        empty=empty.url,
    )


def english_address(document: LegalDocumentPage) -> str:
    """Where a document stands below the English index."""
    year, slug = document.url_path.strip("/").split("/")[-2:]
    return f"/en/documents/{year}/{slug}/"


def make_documents(department: Department) -> tuple[LegalDocumentPage, LegalDocumentPage, LegalDocumentPage]:
    """One with everything, one with a gap between its articles, one without text."""
    rewards = published_document(
        department,
        number="15/2023/QĐ-UBND",
        official_title="Quy định về công tác thi đua, khen thưởng",
        english_title="On emulation and commendation",
        english_summary="Principles and forms of commendation.",
        fields=["Thi đua, khen thưởng"],
        signer="Đinh Quang Lãng",
        signer_office="Chủ tịch",
        gazette="Công báo tỉnh số 11",
        expires_on=datetime.date(2030, 1, 1),
        document_files=[DocumentFile(file=make_file())],
        text=REWARDS,
    )
    extract = published_document(
        department,
        number="16/2022/QĐ-UBND",
        official_title="Quy định về lưu trữ hồ sơ khen thưởng",
        issued_on=datetime.date(2022, 3, 1),
        fields=["Văn thư, lưu trữ"],
        text=ARCHIVES,
    )
    empty = published_document(
        department, number="17/2021/QĐ-UBND", official_title="Sửa đổi quy chế", fields=MANY_FIELDS, text=""
    )
    return rewards, extract, empty


def make_image() -> Any:
    """A plain picture."""
    file = BytesIO()
    Image.new("RGB", (640, 360), "#0b4f8a").save(file, "PNG")
    return get_image_model().objects.create(title="Sông", file=ContentFile(file.getvalue(), "song.png"))


def make_file() -> Any:
    """A file to download."""
    return get_document_model().objects.create(title="Bản ký", file=ContentFile(b"%PDF-1.4", "ban-ky.pdf"))


def every_block(target: SectionPage) -> list[tuple[str, Any]]:
    """One block of each kind."""
    cells = {
        "columns": [{"type": "text", "heading": "Năm"}, {"type": "text", "heading": "Sự kiện"}],
        "rows": [{"values": ["1966", "Thành lập"]}],
    }
    links = [
        {"title": "Giới thiệu", "page": target, "url": ""},
        {"title": "Cổng", "page": None, "url": "https://a.example/"},
    ]
    return [
        ("heading", "Những ngày đầu"),
        ("text", "<p>Thành lập năm <b>1966</b>.</p><h3>Trụ sở</h3><ul><li>Bến Thượng</li></ul>"),
        (
            "picture",
            {"image": make_image(), "alt_text": "Dòng sông", "caption": "Sông Lam", "credit": "Sở Nội vụ"},
        ),
        ("table", {"caption": "Các mốc", "table": cells}),
        ("files", {"files": [{"document": make_file(), "title": "Mẫu đơn"}]}),
        ("quotation", {"text": "Gần dân, vì dân.", "author": "Giám đốc", "source": "Hội nghị", "url": ""}),
        ("video", {"title": "Phim", "file": None, "url": "https://v.example/1", "transcript": "Lời."}),
        ("related_links", {"links": links}),
    ]
