"""The page explorer in Wagtail's admin."""

from wagtail import hooks

from .explorer import ExplorerViewSet


@hooks.register("register_admin_viewset", order=1)
def register_explorer() -> ExplorerViewSet:
    """After Wagtail's own, so that it is taken."""
    return ExplorerViewSet()
