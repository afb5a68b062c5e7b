"""Files to read, made on the spot."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pypdfium2 as pdfium

HEAD = ("UBND TỈNH SÔNG LAM\nSỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
PARAGRAPHS = (
    "QUYẾT ĐỊNH",
    "Ban hành Quy chế làm việc của Sở Nội vụ",
    "GIÁM ĐỐC SỞ NỘI VỤ",
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Sở Nội vụ gồm ba chương.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 10/QĐ-SNV ngày 02/01/2020.",
)


def decision(*more: str, number: str = "15/QĐ-SNV") -> Any:
    """A decision of a department as a python-docx document: the head and the signature in tables, as in life."""
    document = docx.Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = HEAD
    head.cell(1, 0).text = f"Số: {number}"
    head.cell(1, 1).text = "Sông Lam, ngày 05 tháng 3 năm 2026"
    for text in (*PARAGRAPHS, *more):
        document.add_paragraph(text)
    end = document.add_table(1, 2)
    end.cell(0, 0).text = "Nơi nhận:\n- Như Điều 2;"
    end.cell(0, 1).text = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Thị Lan"
    return document


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(*more: str, **values: str) -> bytes:
    """The bytes of `decision`."""
    return saved(decision(*more, **values))


def package(**entries: bytes) -> bytes:
    """A zip package with the entries of a .docx and those given; names with "_" for "/" and "." in them."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<x/>")
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def pdf(pages: int = 1) -> bytes:
    """A PDF of empty pages."""
    stream = BytesIO()
    with pdfium.PdfDocument.new() as document:
        for _page in range(pages):
            document.new_page(595, 842)
        document.save(stream)
    return stream.getvalue()
