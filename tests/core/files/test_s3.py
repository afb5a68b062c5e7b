"""A real S3 store: originals are private, and the site hands out addresses that are good for a while."""

import os
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.files.verification import files_changed
from site_config.settings.base import S3_STORE

from .things import (
    draft_with,
    make_document,
    make_image,
    png,
    published_with,
)

pytestmark = [pytest.mark.django_db, pytest.mark.service("s3")]


@pytest.fixture(autouse=True)
def _bucket(settings):
    """The site's own set-up of the store, in a folder of this test's own."""
    if not os.environ.get("S3_ENDPOINT_URL"):
        pytest.skip("needs s3: set S3_ENDPOINT_URL")
    options = {**S3_STORE["OPTIONS"], "location": f"test-{uuid4().hex}"}
    settings.STORAGES = {**settings.STORAGES, "default": {**S3_STORE, "OPTIONS": options}}


def load(url, method="GET"):
    """Status, headers and bytes of what the store answers to anybody."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=10) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def plain(url):
    """The address without its signature."""
    return urlsplit(url)._replace(query="").geturl()


@pytest.mark.parametrize("make", [make_image, make_document])
def test_the_original_is_private_and_handed_out_by_a_signed_address(department, client, make):
    item = make()
    assert item.file.url.startswith("/media/")
    assert client.get(item.file.url).status_code == 404
    draft_with(department, item)
    assert client.get(item.file.url).status_code == 404
    published_with(department, item)
    response = client.get(item.file.url)
    signed = response.headers["Location"]
    assert response.status_code == 302
    assert load(plain(signed))[0] == 403
    status, headers, body = load(signed)
    assert status == 200
    with default_storage.open(item.file.name) as stored:
        assert body == stored.read()
    assert headers["Cache-Control"] == "public, max-age=600"
    assert int(parse_qs(urlsplit(signed).query)["X-Amz-Expires"][0]) == 1200


def test_renditions_go_the_same_way(department, client):
    image = make_image()
    published_with(department, image)
    rendition = image.get_rendition("width-20")
    signed = client.get(rendition.url).headers["Location"]
    assert load(plain(signed))[0] == 403
    status, headers, _body = load(signed)
    assert (status, headers["Content-Type"]) == (200, "image/png")


def test_looking_before_loading(department, client):
    image = make_image()
    published_with(department, image)
    assert load(client.head(image.file.url).headers["Location"], "HEAD")[0] == 200


def test_a_draft_goes_to_its_editors_for_a_minute(department, client):
    image = make_image()
    draft_with(department, image)
    client.force_login(department.author)
    response = client.get(image.file.url)
    assert response.headers["Cache-Control"] == "private, no-store"
    signed = response.headers["Location"]
    assert parse_qs(urlsplit(signed).query)["X-Amz-Expires"] == ["60"]
    assert load(signed)[1]["Cache-Control"] == "private, no-store"


def test_what_a_browser_could_run_is_saved(department, client):
    document = make_document(content=b"<script>alert(1)</script>", name="trang-{}.html")
    published_with(department, document)
    signed = client.get(client.get(document.url).headers["Location"]).headers["Location"]
    assert load(signed)[1]["Content-Disposition"].startswith("attachment")


def test_a_changed_signature_opens_nothing(department, client):
    image, other = make_image(), make_image()
    published_with(department, image)
    signed = client.get(image.file.url).headers["Location"]
    assert load(signed.replace(image.file.name, other.file.name))[0] == 403


def test_nginx_asks_the_store_with_the_signature(department, client, settings):
    settings.MEDIA_ACCEL_PREFIX = "/protected/"
    image = make_image()
    published_with(department, image)
    inside = client.get(image.file.url).headers["X-Accel-Redirect"]
    assert inside.startswith(f"/protected/{os.environ['S3_BUCKET']}/")
    status, _headers, body = load(os.environ["S3_ENDPOINT_URL"] + inside.removeprefix("/protected"))
    assert (status, body) == (200, png())


def test_no_name_is_used_twice():
    first = default_storage.save("documents/a.txt", ContentFile(b"1"))
    second = default_storage.save("documents/a.txt", ContentFile(b"2"))
    assert first != second
    with default_storage.open(first) as stored:
        assert stored.read() == b"1"


def test_the_verifier_finds_other_bytes_under_the_same_name(department):
    image = make_image()
    published_with(department, image)
    assert not list(files_changed())
    default_storage.bucket.Object(default_storage._normalize_name(image.file.name)).put(Body=b"khac")
    assert [finding.problem for finding in files_changed()] == [
        "the stored file is not the one that was approved"
    ]
