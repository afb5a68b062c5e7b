"""What documents offer for search: one record a document, one passage a provision."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.legal_text.headings import ProvisionKind
from core.legal_text.tables import without_bars
from search.pages import WHOLE
from search.reading.names import fitting_codes
from search.records import Passage, Record
from search.sources import keys_after, public_among

from .facet_names import REGISTERS, names_of_values
from .filing import year_of
from .models import (
    DocumentIndexPage,
    LegalDocumentPage,
    Provision,
)
from .models.parts import DocumentIssuer
from .models.validity import LABELS
from .register_names import names_of
from .validity import Status

SOURCE_NAME = "regulations"
KIND = "legal-document"
ENGLISH = "en"
CHUNK = 100
SEARCHED_KINDS = [
    ProvisionKind.PREAMBLE,
    ProvisionKind.ARTICLE,
    ProvisionKind.APPENDIX,
    ProvisionKind.ATTACHED,
    ProvisionKind.BODY,
]


class DocumentSource:
    """Published legal documents as search records."""

    name = SOURCE_NAME
    # What `search.page_signals` follows: moved, hidden, withdrawn, deleted.
    page_model = LegalDocumentPage

    def _visible(self) -> Any:
        return LegalDocumentPage.objects.live().public().order_by("pk")

    def count(self) -> int:
        """How many documents visitors may find."""
        return self._visible().count()

    def keys(self, after: str = "", limit: int = 1000) -> list[str]:
        """Ids of the next documents by id."""
        return keys_after(self._visible(), after, limit)

    def present(self, keys: Collection[str]) -> set[str]:
        """Which of these documents visitors may find."""
        return public_among(LegalDocumentPage, keys)

    def records(self, keys: Collection[str] | None = None) -> Iterator[Record]:
        """Records of the documents with these keys (page ids), or of all, in order of their ids."""
        pages = self._visible()
        if keys is not None:
            pages = pages.filter(pk__in=[int(key) for key in keys])
        pages = pages.select_related("document_type", "signer", "validity").defer("text")
        pages = pages.prefetch_related(
            "fields",
            Prefetch("document_issuers", DocumentIssuer.objects.select_related("issuer")),
            Prefetch("provisions", Provision.objects.filter(kind__in=SEARCHED_KINDS), to_attr="searched"),
        )
        addresses = index_urls()
        for page in pages.iterator(chunk_size=CHUNK):
            yield record_of(page, addresses)

    def facet_labels(self, facet: str, codes: Collection[str]) -> Mapping[str, str]:
        """Names of the values of a facet, in the reader's language."""
        if facet == "kind":
            return {KIND: _("Legal document")} if KIND in codes else {}
        if facet == "validity":
            return {code: str(LABELS[Status(code)]) for code in codes if code in list(Status)}
        if facet not in REGISTERS:
            return {code: code or _("unknown") for code in codes}
        return names_of_values(facet, None if facet == "signer" else get_language(), codes)

    def facet_codes(self, facet: str, text: str) -> Sequence[str]:
        """Values of a facet that a reader may mean; at most four SQL queries."""
        return fitting_codes(names_of(facet), text)

    def localized(self, keys: Collection[str], language: str) -> Mapping[str, tuple[str, str, str]]:
        """Title, its language, and address for readers of another language, by key; none for Vietnamese."""
        if language == settings.LANGUAGE_CODE:
            return {}
        index_url = index_urls().get(language, "")
        pages = LegalDocumentPage.objects.filter(pk__in=[int(key) for key in keys])
        found = {}
        for pk, title, english, path in pages.values_list(
            "pk", "official_title", "english_title", "url_path"
        ):
            url = path_below(index_url, path)
            found[str(pk)] = (english, language, url) if english else (title, settings.LANGUAGE_CODE, url)
        return found


def site_path(url_path: str) -> str:
    """The address below the Vietnamese home page, from Wagtail's path that begins with the home page's slug."""
    return "/" + url_path.strip("/").partition("/")[2] + "/"


def index_urls() -> dict[str, str]:
    """Addresses of the document indexes in further languages, by language."""
    indexes = DocumentIndexPage.objects.live().exclude(locale__language_code=settings.LANGUAGE_CODE)
    # In the order of the tree the database would walk through every page.
    found = indexes.select_related("locale").order_by()
    return {index.locale.language_code: index.url or "" for index in found}


def path_below(index_url: str, url_path: str) -> str:
    """The address of a document below the index of a further language; the Vietnamese one where there is none."""
    if not index_url:
        return site_path(url_path)
    return f"{index_url}{'/'.join(url_path.strip('/').split('/')[-2:])}/"


def passage_of(provision: Provision) -> Passage:
    """A provision as the unit of search; its text without the heading line."""
    return Passage(
        path=provision.path,
        number=provision.number if provision.kind == ProvisionKind.ARTICLE else "",
        heading=provision.heading.removesuffix(provision.title).rstrip(". "),
        title=provision.title,
        text=without_bars(provision.content),
    )


def passages_of(page: LegalDocumentPage) -> tuple[Passage, ...]:
    """Its provisions, and its title and summary in English under the name of that language.

    At least one: the title of a document is found through its passages.
    """
    passages = [passage_of(provision) for provision in page.searched] or [Passage(WHOLE, "", "", "", "")]
    english = "\n".join(filter(None, [page.english_title, page.english_summary]))
    if english:
        passages.append(Passage(ENGLISH, "", "", "", english))
    return tuple(passages)


def record_of(page: LegalDocumentPage, addresses: Mapping[str, str]) -> Record:
    """A published document as a search record; `page.searched` holds its provisions.

    `addresses` are those of the indexes in further languages.
    """
    year = year_of(page)
    return Record(
        source=SOURCE_NAME,
        key=str(page.pk),
        language="vi",
        title=page.official_title,
        label=page.title,
        url=site_path(page.url_path),
        number=page.number,
        number_key="" if page.number_key.startswith("?") else page.number_key,
        issued_on=page.issued_on,
        effective_on=page.effective_on,
        facets={
            "kind": (KIND,),
            "field": tuple(field.code for field in page.fields.all()),
            "issuer": tuple(issuer.code for issuer in page.issuers()),
            "type": (page.document_type.code,),
            "validity": (page.validity.status,) if hasattr(page, "validity") else (),
            "signer": (page.signer.code,) if page.signer else (),
            "year": (str(year),) if year else (),
        },
        passages=passages_of(page),
        translations={ENGLISH: (page.english_title, path_below(addresses.get(ENGLISH, ""), page.url_path))},
    )
