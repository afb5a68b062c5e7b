"""Imports of files: every row accounted for, resumed, repeated, and drafts without a takeover."""

import gzip
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.models import Decision
from regulations.importing import runner
from regulations.importing.workbook import template
from regulations.models import ImportBatch, Issuer, LegalDocumentPage, Provision
from tests.data import shared_data
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def row(number="15/2023/QĐ-UBND", **values):
    return {
        "number": number,
        "type": "Quyết định",
        "title": f"Về {number}",
        "issued_on": "2023-05-04",
        "effective_on": "2023-05-20",
        "issuer": "Ủy ban nhân dân tỉnh Sông Lam",
        "topic": "Đất đai",
        "articles": [
            {"number": "1", "title": "Phạm vi", "text": "Một."},
            {"number": "2", "title": "", "text": "Hai."},
        ],
        **values,
    }


@pytest.fixture
def write(tmp_path):
    def write_rows(*rows, name="rows.jsonl"):
        path = tmp_path / name
        lines = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in rows]
        data = b"\n".join(lines) + b"\n"
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return write_rows


def run(path, *arguments, expect_exit=None):
    """The counts of the last line."""
    output = StringIO()
    try:
        call_command("import_documents", str(path), *arguments, stdout=output, stderr=StringIO())
        code = 0
    except SystemExit as error:
        code = error.code
    assert code == (expect_exit or 0)
    return json.loads(output.getvalue().strip().splitlines()[-1])


def counts(**values):
    names = ("created", "updated", "unchanged", "merged", "rejected", "incomplete")
    return {name: values.get(name, 0) for name in names}


def test_without_a_takeover_documents_come_in_as_drafts(write):
    assert run(write(row())) == counts(created=1)
    page = LegalDocumentPage.objects.get()
    assert not page.live
    assert page.url_path == "/home/van-ban/2023/15-2023-qd-ubnd/"
    assert not Decision.objects.filter(page_id=page.pk).exists()


def test_a_takeover_publishes_and_is_recorded(write):
    user = make_user()
    run(write(row()), "--takeover", "Tiếp quản trang cũ", "--user", user.username)
    page = LegalDocumentPage.objects.get()
    decision = Decision.objects.get(page_id=page.pk)
    assert page.live
    assert (decision.kind, decision.decided_by, decision.revision) == ("takeover", user, page.live_revision)
    assert "Tiếp quản trang cũ" in decision.reason
    assert [part.path for part in Provision.objects.filter(page=page)] == ["dieu-1", "dieu-2"]
    call_command("verify_approval", stdout=StringIO())


def test_a_takeover_needs_a_reason(write):
    with pytest.raises(CommandError):
        run(write(row()), "--takeover", " ")


def test_twice_changes_nothing(write):
    path = write(row(), row("16/2023/QĐ-UBND"))
    run(path, "--takeover", "x")
    revisions = list(LegalDocumentPage.objects.values_list("latest_revision_id", flat=True))
    assert run(path, "--takeover", "x") == counts(unchanged=2)
    assert list(LegalDocumentPage.objects.values_list("latest_revision_id", flat=True)) == revisions


def test_bad_rows_are_rejected_and_good_ones_stay(write):
    path = write(row(), b"{broken", b"\xff\xfe", row("17/2023/QĐ-UBND", issued_on="2023-02-31"), b"[]")
    assert run(path, expect_exit=1) == counts(created=1, rejected=4)


def test_rows_of_one_document_are_merged(write):
    poor = row(
        "15/2023/qđ-ubnd",
        issuer=None,
        issued_on=None,
        title=None,
        articles=[{"number": "3", "title": "", "text": "Ba."}],
    )
    assert run(write(poor, row())) == counts(created=1, merged=1, incomplete=1)
    page = LegalDocumentPage.objects.get().get_latest_revision_as_object()
    assert page.official_title == "Về 15/2023/QĐ-UBND"
    assert str(page.issued_on) == "2023-05-04"
    assert [issuer.name for issuer in page.issuers()] == ["Ủy ban nhân dân tỉnh Sông Lam"]
    assert page.text.count("§ Điều") == 3
    assert page.gaps == ""


def test_a_later_file_adds_and_corrects_but_removes_nothing(write):
    run(write(row()), "--takeover", "x")
    later = row(title="Tên mới", articles=[{"number": "2", "title": "", "text": "Hai mới."}])
    assert run(write(later, name="later.jsonl"), "--takeover", "x") == counts(updated=1)
    page = LegalDocumentPage.objects.get()
    assert page.official_title == "Tên mới"
    assert "Một." in page.text
    assert "Hai mới." in page.text


def test_an_editor_s_work_survives_the_same_file(write):
    path = write(row())
    run(path, "--takeover", "x")
    page = LegalDocumentPage.objects.get()
    page.official_title = "Sửa tay"
    page.save_revision()
    run(path, "--takeover", "x")
    assert LegalDocumentPage.objects.get().get_latest_revision_as_object().official_title == "Sửa tay"


def test_an_interrupted_import_goes_on(write, monkeypatch):
    path = write(*(row(f"{number}/2023/QĐ-UBND") for number in range(1, 9)))
    real, calls = runner.read_row, []

    def dies_at_the_fifth(data):
        calls.append(data)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return real(data)

    monkeypatch.setattr(runner, "read_row", dies_at_the_fifth)
    with pytest.raises(KeyboardInterrupt):
        run(path, "--takeover", "x")
    monkeypatch.setattr(runner, "read_row", real)
    assert run(path, "--takeover", "x") == counts(created=8)
    assert ImportBatch.objects.get().finished_at
    assert LegalDocumentPage.objects.live().count() == 8


def test_a_dry_run_writes_nothing(write):
    assert run(write(row(), b"x"), "--dry-run", expect_exit=1) == counts(created=1, rejected=1)
    assert not LegalDocumentPage.objects.exists()
    assert not ImportBatch.objects.exists()


def test_spellings_of_an_issuer_become_one(write):
    spellings = ["Bộ Công Thương", "Bộ công thương", "Bộ Công thương.", "Bộ Tài chính và Bộ công thương"]
    run(write(*(row(f"{place}/2023/TT-BCT", issuer=name) for place, name in enumerate(spellings, 1))))
    assert Issuer.objects.filter(name__icontains="công thương").count() == 1
    joint = LegalDocumentPage.objects.get(number="4/2023/TT-BCT")
    assert [issuer.name for issuer in joint.issuers()] == ["Bộ Tài chính", "Bộ Công Thương"]


def test_numbers_of_the_party_get_its_types(write):
    run(
        write(
            row("12-NQ/TU", type="Nghị quyết"),
            row("12/NQ-HĐND", type="Nghị quyết"),
            row("13-KL/TU", type="Kết luận"),
        )
    )
    found = LegalDocumentPage.objects.order_by("number").values_list("title", "document_type__category")
    assert list(found) == [
        ("Nghị quyết 12-NQ/TU", "party"),
        ("Nghị quyết 12/NQ-HĐND", "legal"),
        ("Kết luận 13-KL/TU", "party"),
    ]


def test_files_that_cannot_be_read(tmp_path, write):
    for name, data in (("a.txt", b"x"), ("a.xlsx", b"not a workbook"), ("a.jsonl.gz", b"not gzip")):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(CommandError):
            run(path)
    with pytest.raises(CommandError):
        run(tmp_path / "missing.jsonl")


def test_the_template_s_example_row_imports(tmp_path):
    path = tmp_path / "template.xlsx"
    path.write_bytes(template())
    assert run(path) == counts(created=1)
    assert "Phạm vi điều chỉnh" in LegalDocumentPage.objects.get().text


def test_articles_without_text_stay(write):
    run(write(row(articles=[{"number": "7", "title": "Bãi bỏ", "text": ""}])), "--takeover", "x")
    assert [part.heading for part in Provision.objects.all()] == ["Điều 7. Bãi bỏ"]
    assert LegalDocumentPage.objects.get().is_extract


def test_real_rows(tmp_path):
    """A sample of the real file, with its three doubled documents."""
    source = shared_data("legal-documents.jsonl.gz")
    with gzip.open(source, "rt") as lines:
        rows = [json.loads(line) for line in lines]
    doubled = {4, 1966, 100, 877, 156, 3149}
    sample = [entry for place, entry in enumerate(rows) if place in doubled or place % 400 == 7]
    path = tmp_path / "sample.jsonl"
    path.write_text("\n".join(json.dumps(entry) for entry in sample))
    found = run(path, "--takeover", "x")
    assert found["merged"] == 3
    assert found["rejected"] == 0
    assert found["created"] == len(sample) - 3
    articles = {
        (entry["number"].lower(), article["number"]) for entry in sample for article in entry["articles"]
    }
    assert Provision.objects.filter(kind="article").count() >= len({key[1] for key in articles})
    for page in LegalDocumentPage.objects.all():
        assert "".join(part.text for part in page.provisions.all()) == page.text
