"""Small makers of what tests need; published pages go through the chain as in life."""

import datetime
import itertools
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Page

from home.demo.approval import submit_and_approve
from home.models import HomePage, SectionPage, StandardPage
from organization.models import Appointment, Office, Person, Unit
from regulations.filing import add_filed, document_index
from regulations.importing.registers import Registers
from regulations.models import LegalDocumentPage

_count = itertools.count(1)
START = datetime.date(2020, 1, 1)


def make_unit(**values: Any) -> Unit:
    """A unit."""
    number = next(_count)
    return Unit.objects.create(
        **{"code": f"unit-{number}", "name": f"Phòng số {number}", "kind": Unit.Kind.DIVISION, **values}
    )


def make_user(role: str = "", unit: Unit | None = None, **values: Any) -> Any:
    """An account; with a role, of a person who holds that office since 2020."""
    number = next(_count)
    user = get_user_model().objects.create_user(
        **{"username": f"user-{number}", "password": "secret", "email": f"user{number}@example.com", **values}
    )
    if role:
        appoint(user, role, unit)
    return user


def grant(user: Any, *codenames: str) -> None:
    """Give the user these permissions, by a group of their own: what is given to an account by hand has no effect."""
    group = Group.objects.create(name=f"group-{next(_count)}")
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    user.groups.add(group)


def appoint(user: Any, role: str, unit: Unit | None = None, **values: Any) -> Appointment:
    """Give the user an office from 2020 on, or within the dates given."""
    person, _created = Person.objects.get_or_create(
        user=user, defaults={"name": f"Nguyễn Văn {user.username}", "code": f"person-{user.pk}"}
    )
    office, _created = Office.objects.get_or_create(code=role, defaults={"name": role, "role": role})
    return Appointment.objects.create(
        **{
            "person": person,
            "office": office,
            "unit": unit or make_unit(),
            "starts_on": START,
            **values,
        }
    )


class Department:
    """One person per role that tests act as."""

    def __init__(self) -> None:
        self.unit = make_unit()
        self.author = make_user("staff", self.unit)
        self.unit_head = make_user("unit_head", self.unit)
        self.head = make_user("board_head")
        self.deputy = make_user("deputy_director")
        self.director = make_user("director")
        self.network_administrator = make_user("network_administrator")
        self.superuser = get_user_model().objects.create_superuser(f"root-{next(_count)}", "", "secret")


def make_department() -> Department:
    """A department with one person per role."""
    return Department()


def home_page(language: str = "vi") -> HomePage:
    """The installed home page of a language."""
    return HomePage.objects.get(locale__language_code=language)


def draft_page(author: Any, parent: Page | None = None, model: Any = StandardPage, **values: Any) -> Any:
    """A draft below the parent, the Vietnamese home page by default."""
    parent = parent or home_page()
    page = model(
        **{
            "title": f"Trang {next(_count)}",
            "live": False,
            "owner": author,
            "locale": parent.locale,
            **values,
        }
    )
    parent.add_child(instance=page)
    page.save_revision(user=author)
    return page


def published_page(
    department: Department, parent: Page | None = None, model: Any = StandardPage, **values: Any
) -> Any:
    """A page that went through the chain."""
    page = draft_page(department.author, parent, model, **values)
    submit_and_approve(page, department.author)
    return model.objects.get(pk=page.pk)


def published_section(department: Department, **values: Any) -> SectionPage:
    """A section of the menu that went through the chain."""
    return published_page(department, model=SectionPage, show_in_menus=True, **values)


def draft_document(author: Any = None, **values: Any) -> LegalDocumentPage:
    """A draft document, filed below its year. `type`, `issuers`, `fields`, `signer` are names."""
    registers, number = Registers(), next(_count)
    kind = values.pop("type", "Quyết định")
    issuers = values.pop("issuers", ["Ủy ban nhân dân tỉnh Sông Lam"])
    fields = values.pop("fields", ["Cải cách hành chính"])
    signer = values.pop("signer", "")
    page = LegalDocumentPage(
        **{
            "live": False,
            "owner": author,
            "number": f"{number}/2023/QĐ-UBND",
            "official_title": f"Ban hành Quy định số {number}",
            "issued_on": datetime.date(2023, 5, 4),
            "effective_on": datetime.date(2023, 5, 20),
            "text": "§ Điều 1. Phạm vi\nQuy định này áp dụng cho đất đai.\n§ Điều 2. Hiệu lực\nTừ ngày ký.\n",
            **values,
        }
    )
    page.document_type = registers.type(kind)
    page.signer = registers.signer(signer) if signer else None
    page.set_issuers(registers.issuer(name) for name in issuers)
    page.fields = [registers.field(name) for name in fields]
    add_filed(page, document_index())
    page.save_revision(user=author)
    return page


def published_document(department: Department | None = None, **values: Any) -> LegalDocumentPage:
    """A document that went through the chain and is in the search index once it is drained."""
    department = department or make_department()
    page = draft_document(department.author, **values)
    submit_and_approve(page, department.author)
    return LegalDocumentPage.objects.get(pk=page.pk)
