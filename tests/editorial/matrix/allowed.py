"""Who may change what, and why: the decisions of the chain. Whatever else changes is a hole."""

DECIDES = {
    "under_way": "unit_head",
    "last": "head",
    "own": "director",
    "changed": "member",
    "proposal": "head",
    "batch": "head",
}
"""Who sits in the stage in which each piece of work is; the Director for the Head's own."""
LEADERS = ("head", "director")
PUBLICATION = ("live", "places", "scheduled", "history", "decided", "asked")
DELETIONS = (
    "admin/pages/<int:page_id>/delete/",
    "admin/api/main/^pages/<int:pk>/action/delete/",
    "admin/bulk/wagtailcore/page/delete/",
)


def is_allowed(route: str, role: str, target: str, part: str) -> str:
    """Why this person may change this part by this address; empty where nobody allows it."""
    if DECIDES.get(target) == role:
        if route == "admin/approval/<int:item_id>/" and part in PUBLICATION:
            return "decides in the stage in which the work is"
        if part == "asked":
            return "edits what is in the own stage"
    if route == "admin/approval/withdraw/<int:page_id>/" and role == "head":
        return "the Head withdraws" if part in PUBLICATION else ""
    if route == "admin/approval/chains/<int:page_id>/" and role in LEADERS:
        return "the Director and the Head set chains" if part == "chains" else ""
    if route in DELETIONS and target in ("returned", "all") and part == "history":
        return "a draft goes with its history; the record keeps who deleted it"
    if route.startswith("admin/approval/delegations/") and role == "head":
        return "the Head names who acts in the Head's absence" if part == "delegations" else ""
    if route.startswith(("admin/snippets/editorial/rule/", "admin/bulk/editorial/rule/")) and role in LEADERS:
        return "the Director and the Head keep the rules" if part == "rules" else ""
    return ""


APPROVAL = "admin/approval/<int:item_id>/"
EXPECTED: dict[str, set[tuple[str, str]]] = {
    "unit_head": {(APPROVAL, "under_way")},
    "member": {(APPROVAL, "changed")},
    "head": {
        (APPROVAL, "last"),
        (APPROVAL, "proposal"),
        (APPROVAL, "batch"),
        ("admin/approval/withdraw/<int:page_id>/", "live"),
        ("admin/approval/withdraw/<int:page_id>/", "scheduled"),
        ("admin/approval/chains/<int:page_id>/", "section"),
        ("admin/approval/delegations/", ""),
    },
    "director": {(APPROVAL, "own"), ("admin/approval/chains/<int:page_id>/", "home")},
}
"""What must have happened, so that nobody takes an attack for harmless that never came through."""
