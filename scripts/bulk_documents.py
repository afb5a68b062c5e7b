"""Published documents made in bulk, for measurements: rows as the site would write them, over sixty years.

For databases of tests and benchmarks alone.
"""

import datetime
import uuid
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.utils import timezone
from organization.models import Unit
from regulations.filing import document_index, year_page
from regulations.identity import document_slug, identify
from regulations.importing.registers import Registers
from regulations.models import (
    AffectedPage,
    Citation,
    DocumentIssuer,
    DocumentType,
    LegalDocumentPage,
    Provision,
    Relation,
    Verb,
)
from regulations.publication import derive_provisions
from search.batches import in_batches
from wagtail.models import Page

from bulk_site import BATCH, insert_pages

# So many years have a page; few documents are in fewer of them, so that one of them fills a page of a list.
YEARS, A_YEAR = 60, 60
# So many of the first documents expire tomorrow.
DUE = 500
# Every fiftieth document is based on this one.
LAW = 600
ACTS = (Verb.AMENDS, Verb.REPLACES, Verb.REPEALS)
TYPES = {
    "Luật": "QH15",
    "Nghị định": "NĐ-CP",
    "Thông tư": "TT-BNV",
    "Nghị quyết": "NQ-HĐND",
    "Quyết định": "QĐ-UBND",
    "Chỉ thị": "CT-UBND",
    "Kế hoạch": "KH-SNV",
    "Thông báo": "TB-SNV",
}
REVIEW_MONTHS = {"Nghị quyết": 24, "Quyết định": 60}
FIELDS = ["Đất đai", "Công chức", "Tổ chức bộ máy", "Thi đua, khen thưởng", "Lưu trữ", "Tôn giáo"]
ISSUERS = [
    "Quốc hội",
    "Chính phủ",
    "Bộ Nội vụ",
    "Hội đồng nhân dân tỉnh",
    "Ủy ban nhân dân tỉnh",
    "Sở Nội vụ",
]
SIGNERS = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Châu", "Phạm Quốc Dũng", "Hoàng Thu Giang"]
TEXT = "§ Điều 1. Phạm vi\nQuy định này nói về {0}.\n§ Điều 2. Áp dụng\nCơ quan, tổ chức về {0} thi hành.\n"
DAY = datetime.timedelta(days=1)


class DocumentMaker:
    """Adds documents in the order of their days; the rows of the registers are found or made once."""

    def __init__(self, today: datetime.date) -> None:
        registers = Registers()
        self.today = today
        self.types = [registers.type(name) for name in TYPES]
        self.issuers = [registers.issuer(name) for name in ISSUERS]
        self.fields = [registers.field(name) for name in FIELDS]
        self.signers = [registers.signer(name) for name in SIGNERS]
        self.units = list(Unit.objects.order_by("pk"))
        self.texts = [TEXT.format(name.lower()) for name in FIELDS]
        self.parts = [derive_provisions(LegalDocumentPage(text=text)) for text in self.texts]
        for year in range(today.year - YEARS, today.year + 1):
            year_page(document_index(), year)
        for name, months in REVIEW_MONTHS.items():
            DocumentType.objects.filter(name=name).update(review_months=months)

    def add(self, start: int, count: int) -> list[int]:
        """Add documents `start` and following of all, with their relations; returns the ids of all, in order."""
        days = 365 * min(YEARS, count // A_YEAR)
        issued = [self.today - days * (count - 1 - place) // count * DAY for place in range(count)]
        for year in range(issued[0].year, issued[-1].year + 1):
            found = {start + place: day for place, day in enumerate(issued) if day.year == year}
            for some in in_batches(found, BATCH):
                self._add_some(year, {number: found[number] for number in some})
        ids = list(LegalDocumentPage.objects.order_by("pk").values_list("pk", flat=True))
        begins = dict(LegalDocumentPage.objects.order_by().values_list("pk", "effective_on"))
        for relations in in_batches(_relations(ids, start), BATCH):
            for relation in relations:
                relation.on = begins[relation.page_id]
            Relation.objects.bulk_create(relations)
        return ids

    @transaction.atomic
    def _add_some(self, year: int, days: dict[int, datetime.date]) -> None:
        documents = [self._document(number, day) for number, day in days.items()]
        insert_pages(year_page(document_index(), year), documents)
        numbered = list(zip(days, documents, strict=True))
        DocumentIssuer.objects.bulk_create(
            DocumentIssuer(page=page, sort_order=place, issuer=self.issuers[(number + place) % len(ISSUERS)])
            for number, page in numbered
            for place in range(2 if number % 10 == 5 else 1)
        )
        chosen = LegalDocumentPage.fields.through
        chosen.objects.bulk_create(
            chosen(legaldocumentpage=page, documentfield=self.fields[number % len(FIELDS)])
            for number, page in numbered
        )
        columns = [
            field.attname for field in Provision._meta.concrete_fields if field.name not in ("id", "page")
        ]
        Provision.objects.bulk_create(
            Provision(page=page, **{name: getattr(part, name) for name in columns})
            for number, page in numbered
            for part in self.parts[number % len(FIELDS)]
        )

    def _document(self, number: int, day: datetime.date) -> LegalDocumentPage:
        kind, issuer = self.types[number % len(TYPES)], self.issuers[number % len(ISSUERS)]
        name = f"{number + 1}/{day.year}/{TYPES[kind.name]}"
        effective_on = day + 45 * DAY if number % 20 else None
        found = identify(
            number=name, type_code=kind.code, issued_on=day, effective_on=effective_on, issuers=[issuer.code]
        )
        moment = datetime.datetime.combine(day, datetime.time(9), timezone.get_current_timezone())
        return LegalDocumentPage(
            title=f"{kind.name} {name}",
            draft_title=f"{kind.name} {name}",
            slug=document_slug(name, found),
            translation_key=uuid.uuid4(),
            live=True,
            first_published_at=moment,
            last_published_at=moment,
            latest_revision_created_at=moment,
            owning_unit=self.units[number % len(self.units)],
            number=name,
            number_key=found.number,
            identity=found.key,
            document_type=kind,
            official_title=f"Về {FIELDS[number % len(FIELDS)].lower()}, phần {number}",
            issued_on=day,
            effective_on=effective_on,
            expires_on=self._expiry(number, day),
            signer=self.signers[number % len(SIGNERS)],
            text=self.texts[number % len(FIELDS)],
        )

    def _expiry(self, number: int, day: datetime.date) -> datetime.date | None:
        if number < DUE:
            return self.today + DAY
        return day + 20 * 365 * DAY if number % 10 == 1 else None


def _relations(ids: Sequence[int], start: int) -> Iterator[Relation]:
    """What documents `start` and following do: every twentieth acts, four of five on one that acts itself."""
    for number in range(max(start, LAW + 1), len(ids)):
        if number % 50 == 3:
            yield _relation(ids, number, Verb.BASED_ON, LAW)
        elif number % 20 == 7:
            acting = number // 20
            target = number - 20 if acting % 5 else number // 2
            yield _relation(
                ids, number, ACTS[acting % len(ACTS)], target, "dieu-1" if acting % 3 == 0 else ""
            )


def _relation(ids: Sequence[int], number: int, verb: str, target: int, path: str = "") -> Relation:
    return Relation(
        page_id=ids[number], verb=verb, target_id=ids[target], target_key=f"bulk-{target}", target_path=path
    )


def add_citations(pages: Iterable[Page], ids: Sequence[int], today: datetime.date) -> None:
    """Let each page name two documents, and have one more of them on the list of pages concerned."""
    pages = list(pages)
    Citation.objects.bulk_create(
        Citation(page=page, target_id=ids[2 * place + other], target_key=f"bulk-{2 * place + other}")
        for place, page in enumerate(pages)
        for other in range(2)
    )
    AffectedPage.objects.bulk_create(
        AffectedPage(page=page, target_id=ids[-1 - place], status="expired", opened_on=today)
        for place, page in enumerate(pages)
    )
