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
REGISTERS_OF_OFFICES = ("unit", "person", "office", "appointment")


def is_allowed(route: str, role: str, target: str, part: str) -> str:
    """Why this person may change this part by this address; empty where nobody allows it."""
    if DECIDES.get(target) == role:
        if route == "admin/approval/<int:item_id>/" and part in ("decided", "asked", "live", "scheduled"):
            return "decides in the stage in which the work is"
        if part == "asked":
            return "edits what is in the own stage"
    if route == "admin/approval/withdraw/<int:page_id>/" and role == "head":
        return "the Head withdraws" if part in ("live", "scheduled", "decided") else ""
    if route == "admin/approval/chains/<int:page_id>/" and role in LEADERS:
        return "the Director and the Head set chains" if part == "chains" else ""
    if route.startswith("admin/approval/delegations/") and role == "head":
        return "the Head names who acts in the Head's absence" if part == "delegations" else ""
    if route.startswith(("admin/snippets/editorial/rule/", "admin/bulk/editorial/rule/")) and role in LEADERS:
        return "the Director and the Head keep the rules" if part == "rules" else ""
    return ""
