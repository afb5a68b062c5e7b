"""The chain of digests shows what was changed, taken out or cut off, whoever did it and however well."""

import datetime
import json
import threading
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection

from core.models import RecordEntry, RecordHead
from core.record import sealing, triggers, write
from core.record.chain import Finding, Head, check_chain, digest_of
from core.record.heads import heads_file, read_heads
from core.record.sealing import seal, stored_head, verify

NOW = datetime.datetime(2026, 3, 1, 7, 0, 0, 5000, tzinfo=datetime.UTC)


def plain_entry(number: int, **values) -> dict:
    return {
        "id": number * 3,
        "sequence": number,
        "at": NOW,
        "actor_id": None,
        "actor_name": "",
        "action": "x",
        "object_type": "",
        "object_id": "",
        "title": f"Số {number}",
        "page_id": None,
        "details": {"b": 1, "a": [1, "hai"]},
        **values,
    }


def chain_of(count: int, start: int = 1, previous: str = "", **values) -> list[dict]:
    entries = []
    for number in range(start, start + count):
        entry = plain_entry(number, **values)
        previous = entry["digest"] = digest_of(previous, entry)
        entries.append(entry)
    return entries


def head_of(entries) -> Head:
    return Head(entries[-1]["sequence"], entries[-1]["digest"])


class TestRules:
    """Pure: no database."""

    def test_a_digest_is_the_same_for_the_same_entry_in_any_zone_and_order(self):
        other = dict(reversed(plain_entry(1).items()))
        other["at"] = NOW.astimezone(datetime.timezone(datetime.timedelta(hours=7)))
        other["details"] = {"a": [1, "hai"], "b": 1}
        assert digest_of("p", plain_entry(1)) == digest_of("p", other)

    @pytest.mark.parametrize("field", sorted(set(plain_entry(1)) - {"at"}))
    def test_every_field_and_the_digest_before_count(self, field):
        assert digest_of("p", plain_entry(1, **{field: 9})) != digest_of("p", plain_entry(1))
        assert digest_of("q", plain_entry(1)) != digest_of("p", plain_entry(1))

    def test_an_untouched_chain_and_none_at_all(self):
        entries = chain_of(5)
        assert list(check_chain(entries, head_of(entries), [head_of(entries[:3])])) == []
        assert list(check_chain([], Head(0, ""))) == []

    def test_a_changed_entry_is_the_only_finding(self):
        entries = chain_of(5)
        head = head_of(entries)
        entries[2]["title"] = "Khác"
        assert [finding.sequence for finding in check_chain(entries, head)] == [3]

    def test_a_changed_entry_with_a_new_digest_breaks_the_next(self):
        entries = chain_of(5)
        head = head_of(entries)
        entries[2]["title"] = "Khác"
        entries[2]["digest"] = digest_of(entries[1]["digest"], entries[2])
        assert [finding.sequence for finding in check_chain(entries, head)] == [4]

    def test_missing_entries(self):
        entries = chain_of(6)
        head = head_of(entries)
        found = list(check_chain([entries[0], *entries[4:]], head))
        assert found == [Finding(2, "missing up to 4")]

    def test_a_tail_cut_off_with_or_without_the_head(self):
        entries = chain_of(6)
        assert len(list(check_chain(entries[:4], head_of(entries)))) == 1
        cut = entries[:4]
        assert list(check_chain(cut, head_of(cut))) == []
        assert [finding.sequence for finding in check_chain(cut, head_of(cut), [head_of(entries)])] == [6]

    def test_a_chain_recomputed_to_its_end_differs_from_what_was_exported(self):
        exported = head_of(chain_of(4))
        forged = chain_of(5, actor_name="Người khác")
        assert list(check_chain(forged, head_of(forged))) == []
        assert [finding.sequence for finding in check_chain(forged, head_of(forged), [exported])] == [4]


def run(command: str, *arguments: str) -> tuple[int, str]:
    """Exit status and output."""
    out = StringIO()
    try:
        call_command(command, *arguments, stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def last_line(output: str) -> dict:
    return json.loads(output.splitlines()[-1])


def tamper(statement: str, *values) -> None:
    """Change the database as its owner could."""
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def heads(settings, tmp_path):
    """The file of exported heads, in a folder of its own."""
    settings.DATA_DIR = tmp_path
    return heads_file()


@pytest.mark.django_db
class TestSealing:
    """With the database."""

    def test_seals_in_order_in_batches_and_once(self, monkeypatch, django_assert_max_num_queries):
        seal()
        start = stored_head().sequence
        monkeypatch.setattr(sealing, "BATCH", 4)
        entries = [write("x", title=str(number)) for number in range(10)]
        assert seal() == 10
        sealed = list(RecordEntry.objects.filter(sequence__gt=start).order_by("sequence"))
        assert [entry.pk for entry in sealed] == [entry.pk for entry in entries]
        assert [entry.sequence - start for entry in sealed] == list(range(1, 11))
        assert stored_head() == Head(sealed[-1].sequence, sealed[-1].digest)
        assert seal() == 0
        assert list(verify()) == []
        with django_assert_max_num_queries(8):
            seal()

    def test_the_record_of_the_installation_is_sound(self):
        seal()
        assert last_line(run("verify_record")[1]) == {"checked": RecordEntry.objects.count(), "findings": 0}

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE core_recordentry SET actor_name = 'Người khác' WHERE sequence = %s",
            "UPDATE core_recordentry SET at = '2020-01-01 00:00:00+00:00' WHERE sequence = %s",
            "UPDATE core_recordentry SET details = '{}' WHERE sequence = %s",
            "DELETE FROM core_recordentry WHERE sequence = %s",
            "UPDATE core_recordentry SET digest = 'f' WHERE sequence = %s",
            "UPDATE core_recordentry SET sequence = sequence + 1000 WHERE sequence = %s",
        ],
    )
    def test_what_an_owner_of_the_database_does_is_found(self, statement):
        for number in range(5):
            write("x", title=str(number), details={"a": 1})
        seal()
        target = stored_head().sequence - 2
        tamper(statement, target)
        status, output = run("verify_record")
        assert status == 1
        assert output.startswith(f"{target}\t")
        assert last_line(output)["findings"] >= 1

    def test_an_emptied_record_shows_by_what_was_exported(self, heads):
        write("x")
        run("seal_record", "--export")
        assert run("verify_record")[0] == 0
        tamper("DELETE FROM core_recordentry")
        RecordHead.objects.all().delete()
        assert run("verify_record") == (
            1,
            f"{read_heads(heads)[0][1].sequence}\twas exported as the head, but the record ends at 0\n"
            '{"checked": 0, "findings": 1}\n',
        )

    def test_heads_kept_elsewhere_count_as_well(self, heads, tmp_path):
        write("x")
        run("seal_record", "--export")
        kept = tmp_path / "kept.jsonl"
        kept.write_text(heads.read_text().replace('"digest": "', '"digest": "0'))
        assert run("verify_record")[0] == 0
        assert run("verify_record", f"--heads={kept}")[0] == 1

    def test_a_heads_file_that_was_written_over_is_a_finding(self, heads):
        write("x")
        run("seal_record", "--export")
        heads.write_text(heads.read_text() + "{}\n")
        status, output = run("verify_record")
        assert status == 1
        assert "line 2" in output
        assert last_line(output)["findings"] == 1


@pytest.mark.django_db
class TestExport:
    """Once a day, to the file and by mail."""

    def test_once_a_day_whatever_is_called(self, heads, settings):
        settings.RECORD_HEAD_RECIPIENTS = ["luutru@example.vn", "thanhtra@example.vn"]
        with time_machine.travel("2026-03-01T03:00:00Z", tick=False) as clock:
            write("x")
            run("seal_record", "--export")
            first = stored_head()
            write("x")
            assert "nothing to export" in run("seal_record", "--export")[1]
            clock.shift(86_400)
            run("seal_record", "--export")
        assert read_heads(heads) == [
            (datetime.date(2026, 3, 1), first),
            (datetime.date(2026, 3, 2), stored_head()),
        ]
        assert [message.to for message in mail.outbox] == [settings.RECORD_HEAD_RECIPIENTS] * 2
        assert first.digest in mail.outbox[0].body
        assert f"{first.sequence}" in mail.outbox[0].body
        assert run("verify_record")[0] == 0

    def test_the_day_is_that_of_the_department(self, heads):
        with time_machine.travel("2026-03-01T18:00:00Z", tick=False):
            write("x")
            run("seal_record", "--export")
        assert read_heads(heads)[0][0] == datetime.date(2026, 3, 2)

    def test_without_recipients_only_the_file(self, heads):
        write("x")
        run("seal_record", "--export")
        assert heads.exists()
        assert mail.outbox == []

    def test_without_export_nothing_leaves(self, heads):
        write("x")
        assert run("seal_record")[1].endswith(" sealed\n")
        assert not heads.exists()

    def test_a_mail_that_fails_is_sent_by_the_next_call(self, heads, settings):
        settings.RECORD_HEAD_RECIPIENTS = ["luutru@example.vn"]
        settings.EMAIL_BACKEND = "django.core.mail.backends.nowhere.EmailBackend"
        write("x")
        with pytest.raises(ModuleNotFoundError):
            run("seal_record", "--export")
        assert not heads.exists()
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        run("seal_record", "--export")
        assert len(mail.outbox) == 1


@pytest.mark.service("postgresql")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_sealers_at_once_number_each_entry_once():
    if connection.vendor != "postgresql":
        pytest.skip("needs postgresql: with SQLite there is one writer at a time anyway")
    for number in range(300):
        write("x", title=str(number))

    def work():
        try:
            seal()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not RecordEntry.objects.filter(sequence=None).exists()
    assert list(verify()) == []
