"""How the bytes go out: headers, parts, nginx, and nothing that a browser would run."""

from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from core.files.responses import headers_of

from .things import (
    Document,
    fetch,
    make_document,
    make_image,
    png,
    published_with,
)

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def video(department):
    document = make_document(content=CONTENT, name="hop-{}.mp4")
    published_with(department, document)
    return document


def test_what_is_public_may_be_kept_and_is_shown(department, client):
    image = make_image()
    published_with(department, image)
    response = fetch(client, image.file.url)
    assert response.headers["Cache-Control"] == "public, max-age=600"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.body == png()


@pytest.mark.parametrize(
    "name", ["a.svg", "a.html", "a.xml", "a.xhtml", "a.txt", "a.docx", "a", "a.js", "a.xsl"]
)
def test_what_a_browser_could_run_is_saved(name):
    headers = headers_of(f"documents/{name}", public=True)
    assert headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_page_among_the_documents_runs_nothing(department, client):
    document = make_document(content=b"<script>alert(1)</script>", name="trang-{}.html")
    published_with(department, document)
    response = fetch(client, document.url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_pdf_is_shown():
    headers = headers_of("documents/quyet-dinh.pdf", public=True)
    assert headers["Content-Disposition"].startswith("inline")
    assert headers["Content-Security-Policy"] == "default-src 'none'"


class TestParts:
    """Players of video jump about in the file."""

    def test_a_part(self, client, video):
        response = fetch(client, video.url, range="bytes=1000-1999")
        assert response.status_code == 206
        assert response.body == CONTENT[1000:2000]
        assert response.headers["Content-Range"] == f"bytes 1000-1999/{len(CONTENT)}"
        assert response.headers["Content-Length"] == "1000"
        assert response.headers["Content-Type"] == "video/mp4"

    def test_the_rest_in_several_pieces(self, client, video):
        response = fetch(client, video.file.url, range="bytes=100-")
        assert response.body == CONTENT[100:]

    def test_all_of_it(self, client, video):
        response = fetch(client, video.file.url)
        assert (response.status_code, response.body) == (200, CONTENT)
        assert response.headers["Accept-Ranges"] == "bytes"
        assert response.headers["Content-Length"] == str(len(CONTENT))

    def test_behind_the_end(self, client, video):
        response = fetch(client, video.file.url, range=f"bytes={len(CONTENT)}-")
        assert response.status_code == 416
        assert response.headers["Content-Range"] == f"bytes */{len(CONTENT)}"

    def test_only_of_the_file_that_the_player_knows(self, client, video):
        known = fetch(client, video.file.url).headers["Last-Modified"]
        same = fetch(client, video.file.url, **{"range": "bytes=0-9", "if-range": known})
        other = fetch(client, video.file.url, **{"range": "bytes=0-9", "if-range": '"x"'})
        assert (same.status_code, other.status_code) == (206, 200)

    def test_not_of_what_is_hidden(self, client):
        document = make_document(content=CONTENT)
        assert fetch(client, document.file.url, range="bytes=0-9").status_code == 404

    def test_unchanged(self, client, video):
        known = fetch(client, video.file.url).headers["Last-Modified"]
        response = fetch(client, video.file.url, **{"if-modified-since": known})
        assert (response.status_code, response.body) == (304, b"")


def test_a_file_that_the_store_lost(department, client):
    image = make_image()
    published_with(department, image)
    image.file.storage.delete(image.file.name)
    response = fetch(client, image.file.url)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


class TestBehindNginx:
    """Django decides, nginx hands out."""

    @pytest.fixture(autouse=True)
    def _nginx(self, settings):
        settings.MEDIA_ACCEL_PREFIX = "/protected/"

    def test_names_the_file_and_sends_nothing(self, department, client):
        image = make_image()
        published_with(department, image)
        response = client.get(image.file.url)
        assert response.headers["X-Accel-Redirect"] == f"/protected/{image.file.name}"
        assert response.headers["Content-Type"] == "image/png"
        assert response.content == b""

    def test_names_that_need_quoting(self, department, client):
        document = Document(title="Tệp")
        document.file.save("Quyết định 50%.pdf", ContentFile(b"%PDF"))
        published_with(department, document)
        inside = client.get(document.file.url).headers["X-Accel-Redirect"]
        assert inside.isascii()
        assert unquote(inside) == f"/protected/{document.file.name}"

    def test_nothing_of_what_is_hidden(self, client):
        image = make_image(file=ImageFile(ContentFile(png()), name="kin.png"))
        response = client.get(image.file.url)
        assert response.status_code == 404
        assert "X-Accel-Redirect" not in response.headers
