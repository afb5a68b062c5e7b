import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search import replacing
from search.engines.database.engine import DatabaseEngine
from search.evaluation import Judgement, rank_of, read_judgements, summarize
from search.leases import lease
from search.results import RankedPassage

from .corpus import MemorySource, found, put, record


def hit(number: str, article: str | None) -> RankedPassage:
    return RankedPassage(number, article, "", 1.0)


def test_rank_is_that_of_the_first_relevant_provision() -> None:
    relevant = frozenset({("15/2023/nđ-cp", "7"), ("1/2020/tt-btc", None)})
    judged = Judgement("", relevant)
    assert rank_of(judged, [hit("15/2023/NĐ-CP", "8"), hit("15/2023/NĐ-CP", "7")]) == 2
    assert rank_of(judged, [hit("1/2020/TT-BTC", "99")]) == 1
    assert rank_of(judged, [hit("1/2020/TT-BTC", None)]) == 1
    assert rank_of(judged, [hit("15/2023/NĐ-CP", None)]) is None
    assert rank_of(judged, [hit("x", "1")] * 10 + [hit("15/2023/NĐ-CP", "7")]) is None


def test_figures() -> None:
    assert summarize([1, 2, None, 10], [10.0, 20.0, 30.0, 40.0]) == {
        "n": 4,
        "hit1": 0.25,
        "hit10": 0.75,
        "mrr10": 0.4,
        "ms_p50": 25.0,
        "ms_p95": 40.0,
    }
    assert summarize([], [])["hit10"] == 0


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "1",
        "{}",
        '{"question": "x", "relevant": []}',
        '{"question": 1, "relevant": [{"number": "1"}]}',
        '{"question": "x", "relevant": [{"article": "1"}]}',
        '{"question": "x", "relevant": [{"number": 5}]}',
    ],
)
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2: "):
        list(read_judgements(["", line]))


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    path = tmp_path / "judged.jsonl"
    rows = [
        {"question": "Nước sạch là gì?", "relevant": [{"number": "1/2020/qđ-ubnd", "article": "1"}]},
        {"question": "Đất đai?", "relevant": [{"number": "9/2020/qđ-ubnd"}]},
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("options", [[], ["--fold"], ["--engine", "database"]])
def test_evaluate_prints_one_line(
    judged: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    put(DatabaseEngine(), record("1", "nước sạch là nước"), record("2", "đất đai"))
    call_command("evaluate_search", str(judged), *options)
    (line,) = capsys.readouterr().out.splitlines()
    figures = json.loads(line)
    assert list(figures) == ["n", "hit1", "hit10", "mrr10", "ms_p50", "ms_p95"]
    assert (figures["n"], figures["hit10"], figures["mrr10"]) == (2, 0.5, 0.5)


@pytest.mark.django_db
def test_evaluate_limit(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate_search", str(judged), "--limit", "1")
    assert json.loads(capsys.readouterr().out)["n"] == 1


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", None])
def test_evaluate_says_what_is_wrong_with_its_file(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "bad.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=r"bad\.jsonl"):
        call_command("evaluate_search", str(path))


@pytest.mark.django_db
def test_search_prints_json_or_lines(capsys: pytest.CaptureFixture[str]) -> None:
    put(DatabaseEngine(), record("1", "nước sạch"), record("2", title="Tên"))
    call_command("search_documents", "nước sạch", "--json")
    (first,) = json.loads(capsys.readouterr().out)
    assert list(first) == ["number", "article", "title", "score"]
    assert (first["number"], first["article"]) == ("1/2020/QĐ-UBND", "1")
    call_command("search_documents", "2/2020/QĐ-UBND", "--json", "--limit", "1")
    assert json.loads(capsys.readouterr().out)[0] == {
        "number": "2/2020/QĐ-UBND",
        "article": None,
        "title": "Tên",
        "score": 0.0,
    }
    call_command("search_documents", "nước sạch")
    assert "1/2020/QĐ-UBND  Điều 1" in capsys.readouterr().out
    call_command("search_documents", "xyz", "--json")
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    "arguments",
    [["--limit", "0"], ["--limit", "x"], ["--limit", "101"], ["--engine", "solr"]],
)
def test_bad_arguments_are_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("search_documents", "x", *arguments)


@pytest.mark.django_db
@pytest.mark.parametrize("command", [["search_documents", "nước"], ["rebuild_search"]])
def test_an_engine_that_is_away_is_named(settings: Any, source: MemorySource, command: list[str]) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    with pytest.raises(CommandError, match="did not answer"):
        call_command(*command, "--engine", "elasticsearch")


@pytest.mark.django_db
def test_rebuild(
    source: MemorySource, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "PATIENCE", 0.0)
    source.put(record("1", "nước"), record("2", "nước"))
    call_command("rebuild_search")
    captured = capsys.readouterr()
    assert captured.out == "database: 2\n"
    assert "100%" in captured.err
    assert found(DatabaseEngine(), "nước") == ["1", "2"]
    with lease("database"), pytest.raises(CommandError, match="try again"):
        call_command("rebuild_search")
