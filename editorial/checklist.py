"""What must be confirmed before work is submitted or published (R26, R34; HY Điều 8, 9.2–3, ĐN Điều 8.7–8, 11.3)."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from .models import Proposal, Rule


class Unconfirmed(ValidationError):
    """Statements of the checklist that nobody confirmed."""


def brings_content(subject: Any) -> bool:
    """Whether the work brings something to read, which the checklist is about: a page or a batch of them."""
    return isinstance(subject, Page) or subject.kind == Proposal.Kind.BATCH


def rules_for(page: Page) -> list[Rule]:
    """The rules in force for the section that the page is in, in the order of the register."""
    paths = [page.path[:length] for length in range(page.steplen, len(page.path) + 1, page.steplen)]
    rules = Rule.objects.filter(Q(sections=None) | Q(sections__path__in=paths), active=True)
    return list(rules.distinct().prefetch_related("translated_names"))


def to_confirm(rules: Collection[Rule], moment: Rule.Moment) -> list[Rule]:
    """Those of the rules that are confirmed at this moment."""
    return [rule for rule in rules if rule.moment in (moment, Rule.Moment.BOTH)]


def snapshot(rules: Collection[Rule]) -> list[dict[str, str]]:
    """What was confirmed or cited, as it read at that moment: `code`, `text`, `citation`."""
    return [{"code": rule.code, "text": rule.name, "citation": rule.citation} for rule in rules]


def confirmed(page: Page, moment: Rule.Moment, codes: Collection[str]) -> list[dict[str, str]]:
    """The statements of this moment as confirmed; raises `Unconfirmed` where a code is missing."""
    wanted = to_confirm(rules_for(page), moment)
    if missing := [rule.localized_name for rule in wanted if rule.code not in codes]:
        raise Unconfirmed(_("Confirm before you go on: %(missing)s.") % {"missing": "; ".join(missing)})
    return snapshot(wanted)


def cited(page: Page, codes: Collection[str]) -> list[dict[str, str]]:
    """The rules that a return cites; codes that are not in force for the section are left out."""
    return snapshot([rule for rule in rules_for(page) if rule.code in codes])
