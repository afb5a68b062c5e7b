"""Every address of the site that may take POST, PUT, PATCH or DELETE, read from the URL resolver."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.urls import URLResolver, get_resolver
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Task, get_page_models

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:\[[^\]]*\]|[^)])*\)|\((?:\[[^\]]*\]|[^)])*\)")


@dataclass(frozen=True)
class Address:
    """`route`: as in the URL configuration, with parts filled in that choose another view or model."""

    route: str
    name: str
    methods: tuple[str, ...]

    @property
    def parameters(self) -> list[str]:
        """Names of its parts that vary; a number for one without a name."""
        return [one or two or str(place) for place, (one, two) in enumerate(PARAMETER.findall(self.route))]

    def path(self, **values: Any) -> str:
        """The address with these values; raises `KeyError` for one that is missing."""
        names = iter(self.parameters)
        filled = PARAMETER.sub(lambda _found: str(values[next(names)]), self.route)
        return "/" + filled.replace("^", "").replace("$", "").replace(r"\.", ".")


def walk(
    resolver: Any = None, prefix: str = "", names: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, Any]]:
    """Route, name and view of every pattern, in the order in which they are tried."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry, route, (*names, entry.namespace) if entry.namespace else names)
        else:
            yield route, ":".join([*names, entry.name or ""]), entry.callback


def unsafe_methods(view: Callable[..., Any]) -> tuple[str, ...]:
    """Which of `UNSAFE` a view answers; a plain function may answer all of them."""
    if handlers := getattr(view, "actions", None):
        return tuple(method for method in UNSAFE if method.lower() in handlers)
    if view_class := getattr(view, "view_class", None):
        return tuple(method for method in UNSAFE if hasattr(view_class, method.lower()))
    inner = inspect.unwrap(view)
    if isinstance(inner, partial):  # of the read-only API; its description answers whatever is asked
        operations = getattr(getattr(inner.func, "__self__", None), "operations", None)
        taken = {method for one in operations or () for method in one.methods}
        return UNSAFE if operations is None else tuple(method for method in UNSAFE if method in taken)
    if getattr(inner, "__name__", "") == "view_router":
        return _routed_methods(inspect.getclosurevars(inner).nonlocals["view_name"])
    return UNSAFE


def _routed_methods(view_name: str) -> tuple[str, ...]:
    """Those of the views that Wagtail chooses by the type of the page."""
    viewsets = {page_viewset_registry.get_by_type(model) for model in get_page_models()}
    found = {method for viewset in viewsets for method in unsafe_methods(viewset.get_view_by_name(view_name))}
    return tuple(method for method in UNSAFE if method in found)


def _bulk_routes(route: str) -> Iterator[str]:
    bulk_action_registry._scan_for_bulk_actions()
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for action in actions:
                yield _fill(route, app_label=app, model_name=model, action=action)


def _fill(route: str, **values: str) -> str:
    for name, value in values.items():
        route = re.sub(rf"<\w+:{name}>", value, route)
    return route


def _page_type_routes(route: str) -> Iterator[str]:
    for model in get_page_models():
        app, name = model._meta.app_label, model._meta.model_name
        yield _fill(route, content_type_app_name=app, content_type_model_name=name)


EXPANSIONS: dict[str, Callable[[str], Iterator[str]]] = {
    "wagtail_bulk_action": _bulk_routes,
    "wagtailadmin_api:pages:action": lambda route: (
        _fill(route, action_name=name) for name in PagesAdminAPIViewSet.actions
    ),
    "wagtailadmin_pages:add": _page_type_routes,
    "wagtailadmin_workflows:add_task": lambda route: (
        _fill(route, app_label=model._meta.app_label, model_name=model._meta.model_name)
        for model in apps.get_models()
        if issubclass(model, Task)
    ),
}
"""Addresses that stand for several: of bulk actions, actions of the API, types of pages and of tasks."""


def addresses() -> list[Address]:
    """All of them, each route once, with those expanded that stand for several."""
    found: dict[str, Address] = {}
    for route, name, view in walk():
        methods = unsafe_methods(view)
        for one in EXPANSIONS.get(name, lambda route: iter([route]))(route) if methods else ():
            found.setdefault(one, Address(one, name, methods))
    return list(found.values())
