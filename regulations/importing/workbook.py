"""The Excel form of an import: one sheet of documents, one of their articles; also makes the template."""

import zlib
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from regulations.extraction.packages import is_bomb

from .rows import RowError

DOCUMENTS_SHEET = "Văn bản"
ARTICLES_SHEET = "Điều"
DOCUMENT_COLUMNS = {
    "Số, ký hiệu": "number",
    "Loại văn bản": "type",
    "Trích yếu": "title",
    "Cơ quan ban hành": "issuer",
    "Ngày ban hành": "issued_on",
    "Ngày có hiệu lực": "effective_on",
    "Lĩnh vực": "topic",
    "Người ký": "signer",
    "Toàn văn": "text",
}
ARTICLE_COLUMNS = {"Số, ký hiệu": "document", "Điều": "number", "Tiêu đề": "title", "Nội dung": "text"}
EXAMPLE = [
    "15/2026/QĐ-UBND",
    "Quyết định",
    "Ban hành Quy định mẫu về tiếp nhận hồ sơ",
    "Ủy ban nhân dân tỉnh Sông Lam",
    "2026-03-02",
    "2026-03-12",
    "Cải cách hành chính",
    "Nguyễn Văn Mẫu",
    "",
]
EXAMPLE_ARTICLE = [
    "15/2026/QĐ-UBND",
    "1",
    "Phạm vi điều chỉnh",
    "Quy định này áp dụng cho mọi cơ quan của tỉnh.",
]


# What openpyxl raises for broken insides, when it opens a workbook or only at its rows.
BROKEN = (
    OSError,
    EOFError,
    BadZipFile,
    InvalidFileException,
    ParseError,
    SyntaxError,
    zlib.error,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def read_workbook(path: Path) -> Iterator[tuple[int, Any]]:
    """Rows of the documents' sheet with their articles. Raises `RowError` where the workbook is not ours."""
    try:
        with ZipFile(path) as package:
            if is_bomb(package.infolist()):
                raise RowError(_("The file unpacks to far more than it is: it is refused as dangerous."))
        yield from _documents(path)
    except RowError:
        raise
    except BROKEN as error:
        raise RowError(
            _("The file is not an Excel workbook (.xlsx): %(error)s") % {"error": error}
        ) from error


def _documents(path: Path) -> Iterator[tuple[int, Any]]:
    book = load_workbook(path, read_only=True, data_only=True)
    articles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if ARTICLES_SHEET in book.sheetnames:
        for _place, row in _rows(book[ARTICLES_SHEET], ARTICLE_COLUMNS):
            articles[str(row.pop("document", ""))].append(row)
    sheet = book[DOCUMENTS_SHEET] if DOCUMENTS_SHEET in book.sheetnames else book.worksheets[0]
    for place, row in _rows(sheet, DOCUMENT_COLUMNS):
        yield place, {**row, "articles": articles.get(str(row.get("number", "")), [])}


def _rows(sheet: Any, columns: dict[str, str]) -> Iterator[tuple[int, dict[str, Any]]]:
    values = sheet.iter_rows(values_only=True)
    header = [str(cell or "").strip() for cell in next(values, ())]
    missing = [column for column in columns if column not in header]
    if missing:
        raise RowError(
            _("Sheet “%(sheet)s” lacks the columns: %(columns)s. Begin from the template.")
            % {"sheet": sheet.title, "columns": ", ".join(missing)}
        )
    for place, cells in enumerate(values, start=2):
        row = {
            columns[name]: _plain(cell) for name, cell in zip(header, cells, strict=False) if name in columns
        }
        if any(value not in (None, "") for value in row.values()):
            yield place, row


def _plain(cell: Any) -> Any:
    """Dates as ISO text, whole numbers without a decimal point."""
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell


def template() -> bytes:
    """The workbook to fill in, with one example row."""
    book = Workbook()
    documents = book.active
    documents.title = DOCUMENTS_SHEET
    articles = book.create_sheet(ARTICLES_SHEET)
    for sheet, columns, example in (
        (documents, DOCUMENT_COLUMNS, EXAMPLE),
        (articles, ARTICLE_COLUMNS, EXAMPLE_ARTICLE),
    ):
        sheet.append(list(columns))
        sheet.append(example)
        sheet.freeze_panes = "A2"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = 28
    file = BytesIO()
    book.save(file)
    return file.getvalue()
