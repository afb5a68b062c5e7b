"""The demo's home pages, sections and standard pages in both languages."""

from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from home.demo_content.draw import draw
from home.models import HomePage, SectionPage, StandardPage
from organization.models import Unit

from .approval import submit_and_approve
from .blocks import body_blocks
from .content import read

LANGUAGES = ("vi", "en")


def localized(entry: dict[str, Any], name: str, language: str) -> Any:
    """A value of the entry in a language: `title` in Vietnamese, `title_en` in English."""
    return entry.get(name if language == "vi" else f"{name}_{language}", "")


def load_pages(author: Any) -> None:
    """Make, submit and approve what is not there yet, in both languages."""
    content = read("pages.toml")
    for language in LANGUAGES:
        home = HomePage.objects.get(locale__language_code=language)
        load_home(home, read("home.toml")[language], author)
        parents: dict[str, Page] = {"": home}
        wanted = content["sections"] + content["pages"]
        needed = {entry["section"] for entry in content["pages"] if localized(entry, "body", language)}
        for entry in wanted:
            is_section = "section" not in entry
            if is_section and language != "vi" and entry["code"] not in needed:
                continue
            if not is_section and not localized(entry, "body", language):
                continue
            parent = parents[entry["parent"] if is_section else entry["section"]]
            page = load_page(SectionPage if is_section else StandardPage, entry, parent, language, author)
            parents[entry["code"]] = page


def load_home(home: HomePage, values: dict[str, str], author: Any) -> None:
    """The home page's own fields, unless they were filled before."""
    if home.tagline:
        return
    picture = image(values.pop("picture"), values.pop("picture_title"))
    for name, value in values.items():
        setattr(home, name, value)
    home.picture = picture
    submit_and_approve(home, author)


def load_page(
    model: type[SectionPage] | type[StandardPage],
    entry: dict[str, Any],
    parent: Page,
    language: str,
    author: Any,
) -> Page:
    """One section or page in one language; a translation shares the Vietnamese page's key."""
    slug = localized(entry, "slug", language)
    found = model.objects.child_of(parent).filter(slug=slug).first()
    if found:
        return found
    page = model(
        live=False,
        owner=author,
        locale=Locale.objects.get(language_code=language),
        title=localized(entry, "title", language),
        slug=slug,
        intro=localized(entry, "intro", language),
        owning_unit=Unit.objects.get(code=entry["unit"]),
        show_in_menus=entry.get("in_menu", False),
    )
    if entry.get("image") and model is StandardPage:
        page.picture = image(entry["image"], entry["image_alt"])
        page.picture_alt = localized(entry, "image_alt", language)
    page.body = body_blocks(localized(entry, "body", language) or [])
    if language != "vi":
        page.translation_key = vietnamese_key(model, entry)
    parent.add_child(instance=page)
    submit_and_approve(page, author)
    return page


def vietnamese_key(model: type[Page], entry: dict[str, Any]) -> Any:
    """The translation key of the same entry's Vietnamese page."""
    return model.objects.get(
        locale__language_code="vi", slug=entry["slug"], title=entry["title"]
    ).translation_key


def image(name: str, title: str) -> Any:
    """The drawn image of this name, made once."""
    model = get_image_model()
    found = model.objects.filter(title=title).first()
    if found:
        return found
    file = BytesIO()
    draw(name).save(file, "PNG", optimize=True)
    file.seek(0)
    return model.objects.create(title=title, file=ImageFile(file, name=f"{name.removesuffix('.png')}.png"))
