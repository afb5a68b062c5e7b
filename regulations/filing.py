"""Puts each document below the page of its year and keeps its address stable."""

from django.conf import settings
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.decisions import move_decided
from core.guard import carrying_out
from core.models import Decision

from .identity import document_year
from .models import DocumentIndexPage, DocumentSectionPage, DocumentYearPage, LegalDocumentPage

UNKNOWN_YEAR_SLUG = "khong-ro-nam"
UNKNOWN_YEAR_TITLE = "Không rõ năm"


def document_index() -> DocumentIndexPage:
    """The one index below which documents are filed: the Vietnamese one."""
    return DocumentIndexPage.objects.select_related("locale").get(
        locale__language_code=settings.LANGUAGE_CODE
    )


def year_slug(year: int | None) -> str:
    """The address part of a year."""
    return str(year) if year else UNKNOWN_YEAR_SLUG


def section_of(page: LegalDocumentPage, index: DocumentIndexPage) -> Page:
    """Where documents of its category are filed: a published section of the index, else the index itself."""
    sections = DocumentSectionPage.objects.child_of(index).live()
    found = sections.filter(category=page.document_type.category).select_related("locale").first()
    return found or index


@transaction.atomic
def year_page(index: Page, year: int | None) -> DocumentYearPage:
    """The page of a year below the index or one of its sections, made by the system where it is not there yet."""
    slug = year_slug(year)
    found = DocumentYearPage.objects.child_of(index).filter(slug=slug).first()
    if found:
        return found
    page = DocumentYearPage(
        title=f"Văn bản năm {year}" if year else UNKNOWN_YEAR_TITLE,
        slug=slug,
        locale=index.locale,
        live=False,
    )
    index.add_child(instance=page)
    Decision.objects.create(kind=Decision.Kind.SYSTEM, page=page, reason="year page")
    with carrying_out(page.pk):
        page.live = True
        page.has_unpublished_changes = False
        page.save()
    return page


def add_filed(page: LegalDocumentPage, index: DocumentIndexPage) -> None:
    """Add a new draft below the page of its year in the index, at an address that is free there."""
    page.derive()
    parent = year_page(section_of(page, index), year_of(page))
    page.slug, page.locale = free_slug(page, parent), index.locale
    parent.add_child(instance=page)


def year_of(page: LegalDocumentPage) -> int | None:
    """The year under which the document is filed."""
    return document_year(page.number, page.issued_on, page.effective_on)


def file_draft(page: LegalDocumentPage) -> None:
    """Move a document that was never published below the page of its year.

    Its revision takes the address over: else it could not be published where another document has it.
    """
    _file(page)
    revision = page.latest_revision
    if revision and revision.content["slug"] != page.slug:
        revision.content["slug"] = page.slug
        revision.save(update_fields=["content"])


def file_published(page: LegalDocumentPage) -> None:
    """Move a document whose approved data changed its year or category; its old address leads to the new one."""
    old_url = page.url
    if _file(page) and old_url and page.url != old_url:
        Redirect.add_redirect(old_url, redirect_to=page, is_permanent=True)


def _file(page: LegalDocumentPage) -> bool:
    target = year_page(section_of(page, document_index()), year_of(page))
    if page.get_parent().pk == target.pk:
        return False
    _adapt(page, target)
    move_decided(page, target)
    return True


def _adapt(page: LegalDocumentPage, parent: Page) -> None:
    """Give the page an address part that is free below `parent`, and the parent's language.

    On collision the issuer's short code is added; the address that is there already stays.
    """
    slug = free_slug(page, parent)
    if (slug, parent.locale_id) != (page.slug, page.locale_id):
        page.slug, page.locale_id = slug, parent.locale_id
        with carrying_out(page.pk):
            page.save(update_fields=["slug", "url_path", "locale"], clean=False)


def free_slug(page: LegalDocumentPage, parent: Page) -> str:
    """The page's address part, with issuers' codes and then a number added until it is free below `parent`."""
    taken = set(parent.get_children().exclude(pk=page.pk).values_list("slug", flat=True))
    if page.slug not in taken:
        return page.slug
    named = "-".join([page.slug, *(issuer.code for issuer in page.issuers())])
    candidates = [named, *(f"{named}-{count}" for count in range(2, 100))]
    return next(candidate for candidate in candidates if candidate not in taken)
