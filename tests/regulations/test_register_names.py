import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulations.models import DocumentType, Issuer, IssuerAlias, Signer
from regulations.models.registers import IssuerName
from regulations.search_source import DocumentSource

pytestmark = pytest.mark.django_db


@pytest.fixture
def registers() -> None:
    finance = Issuer.objects.create(code="bo-tai-chinh-x", name="Bộ Tài chính Thử", short_code="BTCX")
    Issuer.objects.create(code="ubnd-x", name="Ủy ban nhân dân tỉnh Thử Nghiệm")
    IssuerAlias.objects.create(issuer=finance, name="Bộ Kinh tế Tài chính cũ")
    IssuerName.objects.create(owner=finance, language="en", name="Test Treasury")
    DocumentType.objects.create(code="thong-bao-x", name="Thông báo thử", abbreviation="TBX")
    Signer.objects.create(code="nguyen-van-thu", name="Nguyễn Văn Thử")


@pytest.mark.parametrize(
    ("facet", "typed", "code"),
    [
        ("issuer", "bo tai chinh thu", "bo-tai-chinh-x"),
        ("issuer", "BTCX", "bo-tai-chinh-x"),
        ("issuer", "kinh tế tài chính", "bo-tai-chinh-x"),
        ("issuer", "treasury", "bo-tai-chinh-x"),
        ("issuer", "UBND tỉnh Thử Nghiệm", "ubnd-x"),
        ("type", "tbx", "thong-bao-x"),
        ("signer", "Văn Thử", "nguyen-van-thu"),
    ],
)
def test_names_aliases_and_abbreviations_are_known(
    registers: None, facet: str, typed: str, code: str
) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert DocumentSource().facet_codes(facet, typed) == (code,)
    assert len(asked) <= 4


@pytest.mark.parametrize("facet", ["kind", "year", "", "nonsense"])
def test_other_facets_have_no_names(registers: None, facet: str) -> None:
    assert DocumentSource().facet_codes(facet, "Bộ Tài chính Thử") == ()
