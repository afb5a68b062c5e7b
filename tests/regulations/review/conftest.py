"""A day, a department with one document, and what is to be reviewed of it."""

from collections.abc import Iterator

import pytest

from regulations.models import AffectedPage, DocumentReview, LegalDocumentPage
from tests.factories import Department, make_department, published_document, published_page

from .site import TODAY, at


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with at(TODAY):
        yield


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def document(department: Department) -> LegalDocumentPage:
    return published_document(department)


@pytest.fixture
def review(department: Department, document: LegalDocumentPage) -> DocumentReview:
    return DocumentReview.objects.create(
        page=document, reason=DocumentReview.Reason.NO_DATE, detail="-", unit=department.unit, opened_on=TODAY
    )


@pytest.fixture
def affected(department: Department, document: LegalDocumentPage) -> AffectedPage:
    page = published_page(department, owning_unit=department.unit)
    return AffectedPage.objects.create(page=page, target=document, status="expired", opened_on=TODAY)
