"""Imports go one way (design: layout): reads imports, foreign keys given as strings, and migrations."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = [
    {"core"},
    {"search"},
    {"organization"},
    {"editorial"},
    {"articles", "regulations", "services", "consultations"},
    {"translations"},
    {"home"},
    {"site_config"},
]
LAYER = {app: level for level, apps in enumerate(LAYERS) for app in apps}
MODEL_REFERENCE = re.compile(r"([a-z_]+)\.[A-Za-z_]+\Z")
# Page types name where they may stand, which is the tree's business and no dependency of code.
TREE_NAMES = {"parent_page_types", "subpage_types"}


def references(path: Path) -> set[str]:
    """Apps that a file imports, or names in a string such as `"organization.Unit"` or a migration's."""
    tree = ast.parse(path.read_text())
    ignored = {
        id(constant)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and {
            getattr(target, "id", "") for target in getattr(node, "targets", [getattr(node, "target", None)])
        }
        & TREE_NAMES
        for constant in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in ignored:
            if match := MODEL_REFERENCE.match(node.value):
                found.add(match[1])
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and "migrations" in path.parts:
            first = node.elts[0]
            found |= (
                {first.value} if isinstance(first, ast.Constant) and isinstance(first.value, str) else set()
            )
    return found & LAYER.keys()


def is_allowed(app: str, other: str) -> bool:
    """An app sees itself and what lies below it, never its neighbours."""
    return app == other or LAYER[other] < LAYER[app]


@pytest.mark.parametrize("app", sorted(LAYER))
def test_imports_go_one_way(app):
    wrong = {
        f"{path.relative_to(ROOT)} → {other}"
        for path in (ROOT / app).rglob("*.py")
        for other in references(path)
        if not is_allowed(app, other)
    }
    assert not wrong


def test_every_app_is_known():
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert found == set(LAYER)


def test_the_test_sees_what_it_should(tmp_path):
    source = tmp_path / "x.py"
    source.write_text(
        'import home\nfrom regulations.models import X\nkey = ForeignKey("organization.Unit")\n'
    )
    assert references(source) == {"home", "regulations", "organization"}
