"""Names of registers as an editor writes them: found, suggested, or added by those who may keep the registers."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.translation import gettext as _

from core.legal_text.issuers import issuer_key
from core.text import slugify_vi
from organization.models import Office
from organization.rules import groups_for_roles
from regulations.models import DocumentType, Issuer, IssuerAlias, Signer

MOST_SUGGESTED = 5
SUGGESTED_BY = 2
"""Last words of a name that a suggestion shares."""


def find_issuer(name: str) -> Issuer | None:
    """The issuer that has this spelling among its names; one query, two where it has none."""
    alias = IssuerAlias.objects.filter(key=issuer_key(name)).select_related("issuer").first()
    return alias.issuer if alias else Issuer.objects.filter(Q(name=name) | Q(code=slugify_vi(name))).first()


def find_type(name: str) -> DocumentType | None:
    """The type of this name, whatever its case and accents."""
    return DocumentType.objects.filter(Q(name=name) | Q(code=slugify_vi(name))).first()


def find_signer(name: str) -> Signer | None:
    """The signer of this name."""
    return Signer.objects.filter(Q(name=name) | Q(code=slugify_vi(name))).order_by("pk").first()


FINDERS: dict[type, Any] = {Issuer: find_issuer, DocumentType: find_type, Signer: find_signer}


def unknown_name(model: type[Any], name: str, user: Any) -> str:
    """Says that the register lacks a name, what is like it there, and what this person can do."""
    words = slugify_vi(name).split("-")
    alike = model.objects.filter(code__contains="-".join(words[-SUGGESTED_BY:])).values_list(
        "name", flat=True
    )
    parts = [_("“%(name)s” is not in the register.") % {"name": name}]
    if suggested := list(alike[:MOST_SUGGESTED]):
        parts.append(_("There are: %(names)s.") % {"names": "; ".join(suggested)})
    if may_add(model, user):
        parts.append(_("Write one that is there, or tick “Add new names to the registers”."))
    else:
        way = _("Write one that is there, or ask those who may add it: %(offices)s.")
        parts.append(way % {"offices": keepers(model)})
        if model is Signer:
            parts.append(_("Or tick “Signer as printed, not in the register”."))
    return " ".join(parts)


def keepers(model: type[Any]) -> str:
    """The offices whose holders may add to this register."""
    may = Group.objects.filter(
        permissions__content_type__app_label="regulations",
        permissions__codename=f"add_{model._meta.model_name}",
    ).values_list("name", flat=True)
    return ", ".join(str(role.label) for role in Office.Role if groups_for_roles([role]).intersection(may))


def may_add(model: type[Any], user: Any) -> bool:
    """Whether the person may add to this register."""
    return bool(user.has_perm(f"regulations.add_{model._meta.model_name}"))
