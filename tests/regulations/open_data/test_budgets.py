"""No answer costs more SQL queries with thirty documents than with one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_department, published_document

MOST = 10


def spent(client: Any, address: str) -> int:
    """SQL queries of the second time: what does not change is looked up once."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200, address
    return len(queries)


@pytest.mark.django_db
def test_thirty_documents_cost_what_one_costs(client: Any) -> None:
    department = make_department()
    page = published_document(department)
    field = page.fields.first().code
    addresses = [
        f"{language}{address}"
        for language in ("", "/en")
        for address in (
            "/api/v1/",
            f"/api/v1/documents?limit=100&field={field}&year=2023",
            f"/api/v1/documents/{page.pk}",
            f"/api/v1/documents/{page.pk}/akoma-ntoso.xml",
            f"/api/v1/documents/{page.pk}/provisions/dieu-1",
            f"/api/v1/documents.csv?field={field}",
            "/api/v1/documents.json",
            "/api/v1/registers/issuers",
            "/tin/van-ban.atom",
            f"/tin/linh-vuc/{field}.atom",
        )
    ] + ["/sitemap.xml", "/sitemap-0.xml", "/robots.txt"]
    one = {address: spent(client, address) for address in addresses}
    for _count in range(29):
        published_document(department)
    assert {address: spent(client, address) for address in addresses} == one
    assert max(one.values()) <= MOST, one
