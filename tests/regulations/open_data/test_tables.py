import csv
import datetime
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from regulations.open_data import streams
from regulations.open_data.document import Document
from regulations.open_data.tables import BOM, cell, csv_lines, json_parts, json_schema
from search import outbox
from tests.factories import make_department, published_document
from tests.regulations.open_data.samples import BARE, document

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@given(st.one_of(st.text(), st.builds("{}{}".format, st.sampled_from([*FORMULA, " =", "\n@"]), st.text())))
def test_no_cell_is_a_formula(text: str) -> None:
    written = cell(text)
    assert not written.lstrip().startswith(FORMULA)
    assert not written.startswith(FORMULA)
    assert written.removeprefix("'") == text.removeprefix("'")


@given(st.text(st.characters(exclude_characters="\r\0")))
def test_csv_reads_back(text: str) -> None:
    lines = "".join(csv_lines([document(title=text, recipients="a\nb")]))
    assert lines.startswith(BOM)
    [row] = csv.DictReader(io.StringIO(lines.removeprefix(BOM), newline=""))
    assert row["title"] in {text, f"'{text}"}
    assert (row["recipients"], row["issued_on"], row["is_extract"]) == ("a\nb", "2023-05-04", "false")


@pytest.mark.parametrize("values", [{}, BARE, {"validity": None, "title": "</script>\u2028"}])
def test_json_keeps_to_its_schema(values: dict[str, Any]) -> None:
    schema = json_schema("https://so.example.vn/schema.json")
    Draft202012Validator.check_schema(json.loads(json.dumps(schema, default=str)))
    found = json.loads("".join(json_parts([document(**values)] * 2, schema["$id"])))
    Draft202012Validator(json.loads(json.dumps(schema, default=str))).validate(found)
    assert Document.model_validate(found["documents"][1]) == document(**values)
    assert json.loads("".join(json_parts([], "x")))["documents"] == []


def body(response: Any) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


@pytest.mark.django_db
def test_lists_go_on_where_they_end(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_ROWS", 3)
    monkeypatch.setattr(streams, "CHUNK", 2)
    department = make_department()
    pages = [published_document(department) for _count in range(7)]
    seen: list[str] = []
    address: str | None = "/api/v1/documents.csv?type=quyet-dinh"
    lengths = []
    while address:
        response = client.get(address)
        rows = list(csv.DictReader(io.StringIO(body(response).removeprefix(BOM))))
        lengths.append(len(rows))
        seen += [row["id"] for row in rows]
        address = response["Link"].partition(">")[0].removeprefix("<") if "Link" in response else None
    assert seen == [str(page.pk) for page in pages]
    assert lengths == [3, 3, 1]


@pytest.mark.django_db
def test_words_and_filters_of_the_public_list(client: Any) -> None:
    department = make_department()
    wanted = published_document(department, official_title="Quy định về hộ tịch")
    published_document(department, official_title="Quy định về nuôi trồng thủy sản")
    published_document(
        department,
        official_title="Nghị quyết về hộ tịch",
        type="Nghị quyết",
        issued_on=datetime.date(2022, 1, 1),
    )
    outbox.drain()
    found = json.loads(body(client.get("/api/v1/documents.json?q=hộ tịch&type=quyet-dinh&from=2023-01-01")))
    assert found["documents"][0]["id"] == wanted.pk
    assert {one["type"]["code"] for one in found["documents"]} == {"quyet-dinh"}
