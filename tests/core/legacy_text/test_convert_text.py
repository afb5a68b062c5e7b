"""manage.py convert_text: Unicode on standard output, the encoding on standard error, nothing but a message if not."""

import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.legacy_text.tables import Encoding
from tests.core.legacy_text.published import written

TEXT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\r\nĐiều 1. Phạm vi điều chỉnh\r\n"
ROOT = Path(__file__).parents[3]


def convert(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("convert_text", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("encoding", Encoding)
def test_a_file(tmp_path: Path, encoding: Encoding) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(written(TEXT, encoding))
    assert convert(path) == (TEXT, f"{encoding}\n")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(TEXT.encode("utf-16"))))
    assert convert() == (TEXT, "UTF-16\n")


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"\xef\xbb\xbf",
        b"\x00\x01\x02\xff",
        b"Sau khi\x00xem",
        "Müller, très bien".encode("latin-1"),
    ],
)
def test_bad_input_writes_nothing(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    out = StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("convert_text", path, stdout=out)
    assert str(raised.value)
    assert out.getvalue() == ""


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=str(tmp_path)):
        convert(tmp_path)


def test_as_users_call_it() -> None:
    command = [sys.executable, "manage.py", "convert_text"]
    found = subprocess.run(
        command, input=written(TEXT, Encoding.VNI), capture_output=True, cwd=ROOT, check=False
    )
    assert (found.returncode, found.stdout.decode()) == (0, TEXT)
    assert found.stderr.decode().splitlines()[-1] == Encoding.VNI
