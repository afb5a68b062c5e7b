"""The forms that the admin shows, filled in: what a browser would post where nothing more is known."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from .world import World

WHO = ("superuser", "head", "member")
IGNORED = {"submit", "button", "image", "reset", "file"}


class Forms:
    """What is shown at an address, asked once, by one of those who may see it."""

    def __init__(self, world: World) -> None:
        self._clients = {}
        for role in WHO:
            self._clients[role] = Client(raise_request_exception=False)
            self._clients[role].force_login(world.users[role])
        self._known: dict[str, list[dict[str, Any]]] = {}

    def at(self, path: str) -> list[dict[str, Any]]:
        """The data of each form that is posted, as it stands; none where nobody is shown one."""
        if path not in self._known:
            self._known[path] = self._ask(path)
        return [dict(form) for form in self._known[path]]

    def _ask(self, path: str) -> list[dict[str, Any]]:
        for client in self._clients.values():
            response = client.get(path)
            if response.status_code == 200 and not response.streaming:
                html = response.content.decode(errors="replace")
                if html.startswith("{"):
                    html = str(response.json().get("html", ""))
                found = BeautifulSoup(html, "html.parser").select("main form, .modal-body form, body form, form")
                shown = {id(form): form for form in found}
                return [values_of(form) for form in shown.values() if _is_posted(form)]
        return []


def _is_posted(form: Any) -> bool:
    return str(form.get("method", "")).lower() == "post" and "logout" not in str(form.get("action", ""))


def values_of(form: Any) -> dict[str, Any]:
    """Names and values as a browser sends them."""
    values: dict[str, Any] = {}
    for element in form.select("input[name]"):
        kind = element.get("type", "text")
        if kind in IGNORED or (kind in ("checkbox", "radio") and not element.has_attr("checked")):
            continue
        _add(values, element["name"], element.get("value", "on" if kind == "checkbox" else ""))
    for element in form.select("textarea[name]"):
        values[element["name"]] = element.text
    for element in form.select("select[name]"):
        options = element.select("option")
        chosen = [one for one in options if one.has_attr("selected")]
        if not chosen and not element.has_attr("multiple"):
            chosen = [one for one in options if one.get("value")][:1]
        for one in chosen:
            _add(values, element["name"], one.get("value", one.text))
    values.pop("csrfmiddlewaretoken", None)
    return values


def _add(values: dict[str, Any], name: str, value: str) -> None:
    if name in values:
        held = values[name]
        values[name] = [*held, value] if isinstance(held, list) else [held, value]
    else:
        values[name] = value


def changed(values: dict[str, Any]) -> dict[str, Any]:
    """The same with another text in every field of text: numbers, keys and switches stay."""

    def other(name: str, value: Any) -> Any:
        keeps = name.endswith("_FORMS") or not isinstance(value, str) or value == "on" or value.isdecimal()
        return value if keeps or value.startswith(("{", "[", "<")) else f"{value}x"

    return {name: other(name, value) for name, value in values.items()}
