import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from core.legal_text.numbers import parse_number
from core.legal_text.references import find_references
from core.text import fold
from tests.data import shared_data

GOLD = Path(__file__).parent / "gold" / "references.jsonl"


def found(text: str, *known: str) -> list[tuple[str, str]]:
    return [(one.number, one.name) for one in find_references(text, known)]


def test_by_number_with_and_without_the_word() -> None:
    assert found("theo Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 và Thông tư 01/2021/TT-BNV") == [
        ("30/2020/NĐ-CP", ""),
        ("01/2021/TT-BNV", ""),
    ]


def test_a_list_of_numbers() -> None:
    assert [
        number for number, _name in found("các Quyết định số 15/2023/QĐ-UBND, 16/2023/QĐ-UBND và số 7/QĐ-SNV")
    ] == [
        "15/2023/QĐ-UBND",
        "16/2023/QĐ-UBND",
        "7/QĐ-SNV",
    ]


def test_party_documents() -> None:
    assert found("thực hiện Nghị quyết số 12-NQ/TU ngày 01/02/2024") == [("12-NQ/TU", "")]


def test_laws_by_name_and_number() -> None:
    text = "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15; Luật Lưu trữ năm 2024"
    assert found(text) == [("63/2025/QH15", "Luật Tổ chức Chính phủ"), ("", "Luật Lưu trữ")]
    assert find_references(text)[1].year == 2024


def test_the_document_itself_is_none() -> None:
    assert (
        found("theo quy định tại Điều 8 Nghị định này và Luật này; pháp luật về đất đai; Luật quy định") == []
    )


def test_a_known_name_ends_where_it_ends() -> None:
    text = "Luật Cán bộ, công chức, viên chức được cử đi học"
    assert found(text, "luat can bo cong chuc") == [("", "Luật Cán bộ, công chức")]


def known_laws(documents: list[dict[str, Any]]) -> set[str]:
    """Names of the laws among the documents, as a site would know them."""
    names = set()
    for document in documents:
        if document["type"] in ("Luật", "Bộ luật", "Pháp lệnh") and document["title"]:
            title = " ".join(re.findall(r"[^\W_]+", fold(document["title"])))
            kind = fold(document["type"])
            name = title if title.startswith(("luat", "bo luat", "phap lenh")) else f"{kind} {title}"
            if "sua doi" not in name and len(name.split()) <= 14:
                names.add(re.sub(r" so \d.*| nam \d+.*| ngay .*", "", name))
    return names


def key(number: str, name: str) -> tuple[str, str]:
    parsed = parse_number(number) if number else None
    return (parsed.key if parsed else number, "") if number else ("", fold(" ".join(name.split())))


def test_precision_and_recall_on_real_sentences() -> None:
    """300 sentences judged by hand; a document that names itself by its number counts neither way."""
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt") as lines:
        documents = [json.loads(line) for line in lines]
    texts: dict[tuple[str, str], list[str]] = {}
    for document in documents:
        for article in document["articles"]:
            texts.setdefault((document["number"], str(article["number"])), []).append(article["text"])
    known, counts = known_laws(documents), Counter[str]()
    for line in GOLD.read_text().splitlines():
        case = json.loads(line)
        wanted = {key(one["number"] or "", one["name"] or one["text"]) for one in case["references"]}
        own = {key(one["number"] or "", one["text"]) for one in case.get("own", [])}
        start, end = case["start"], case["start"] + case["length"]
        best: set[tuple[str, str]] = set()
        for text in texts[case["document"], str(case["article"])]:
            read = {key(one.number, one.name) for one in find_references(text[start:end], known)} - own
            best = max(best, read, key=lambda some: len(some & wanted))
        counts["right"] += len(best & wanted)
        counts["read"] += len(best)
        counts["wanted"] += len(wanted)
    assert counts["right"] / counts["read"] >= 0.98
    assert counts["right"] / counts["wanted"] >= 0.97
