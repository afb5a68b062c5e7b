"""The forms that the admin shows, filled in: what a browser would post where nothing more is known."""

from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from .world import World

WHO = ("superuser", "head", "member")
IGNORED = {"submit", "button", "image", "reset", "file"}
TEXTS = {"text", "search", "tel"}


@dataclass
class Form:
    """What a browser sends; `texts` are the names of the fields into which somebody types."""

    values: dict[str, Any] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)

    def changed(self) -> dict[str, Any]:
        """The same with other words in every text: keys, switches and numbers stay."""
        return self.values | {name: f"{self.values[name]} x" for name in self.texts}


class Forms:
    """What is shown at an address, asked once, by one of those who may see it."""

    def __init__(self, world: World) -> None:
        self._clients = {}
        for role in WHO:
            self._clients[role] = Client(raise_request_exception=False)
            self._clients[role].force_login(world.users[role])
        self._known: dict[str, list[Form]] = {}

    def at(self, path: str) -> list[Form]:
        """Each form that is posted, as it stands; none where nobody is shown one."""
        if path not in self._known:
            self._known[path] = self._ask(path)
        return self._known[path]

    def _ask(self, path: str) -> list[Form]:
        for client in self._clients.values():
            response = client.get(path)
            is_page = response.get("Content-Type", "").startswith(("text/html", "application/json"))
            if response.status_code == 200 and is_page and not response.streaming:
                html = response.content.decode(errors="replace")
                if html.startswith("{"):
                    html = str(response.json().get("html", ""))
                found = BeautifulSoup(html, "html.parser").select(
                    "main form, .modal-body form, body form, form"
                )
                shown = {id(form): form for form in found}
                return [filled_in(form) for form in shown.values() if _is_posted(form)]
        return []


def _is_posted(form: Any) -> bool:
    return str(form.get("method", "")).lower() == "post" and "logout" not in str(form.get("action", ""))


def filled_in(form: Any) -> Form:
    """Names and values as a browser sends them."""
    found = Form()
    for element in form.select("input[name]"):
        kind = element.get("type", "text")
        if kind in IGNORED or (kind in ("checkbox", "radio") and not element.has_attr("checked")):
            continue
        _add(found.values, element["name"], element.get("value", "on" if kind == "checkbox" else ""))
        if kind in TEXTS and not element.get("data-controller"):
            found.texts.add(element["name"])
    for element in form.select("textarea[name]"):
        found.values[element["name"]] = element.text
    for element in form.select("select[name]"):
        options = element.select("option")
        chosen = [one for one in options if one.has_attr("selected")]
        if not chosen and not element.has_attr("multiple"):
            chosen = [one for one in options if one.get("value")][:1]
        for one in chosen:
            _add(found.values, element["name"], one.get("value", one.text))
    found.values.pop("csrfmiddlewaretoken", None)
    return found


def _add(values: dict[str, Any], name: str, value: str) -> None:
    if name in values:
        held = values[name]
        values[name] = [*held, value] if isinstance(held, list) else [held, value]
    else:
        values[name] = value
