"""Who belongs to which group, and who may change who decides: pure functions of the offices held (R20, R21)."""

from collections.abc import Collection, Iterable

EDITORS = "Editors"
APPROVERS = "Approvers"
ADMINISTRATORS = "Administrators"

GROUPS_BY_ROLE: dict[str, frozenset[str]] = {
    "director": frozenset({EDITORS, APPROVERS}),
    "deputy_director": frozenset({EDITORS, APPROVERS}),
    "board_head": frozenset({EDITORS, APPROVERS}),
    "board_deputy": frozenset({EDITORS, APPROVERS}),
    "board_member": frozenset({EDITORS}),
    "unit_head": frozenset({EDITORS}),
    "unit_deputy": frozenset({EDITORS}),
    "staff": frozenset({EDITORS}),
    "network_administrator": frozenset({ADMINISTRATORS}),
}
DECIDING_ROLES = frozenset(
    {"director", "deputy_director", "board_head", "board_deputy", "board_member", "unit_head"}
)
"""Roles whose holders decide about what is published."""
LEADING_ROLES = frozenset({"director", "board_head"})
"""Roles whose holders record who decides."""
DERIVED_GROUPS = frozenset().union(*GROUPS_BY_ROLE.values())
"""The groups whose members follow from appointments alone; nobody is added to them by hand."""


def groups_for_roles(roles: Iterable[str]) -> frozenset[str]:
    """Names of the groups of somebody who holds these roles today; none for somebody without an office."""
    return frozenset().union(*(GROUPS_BY_ROLE[role] for role in roles))


def change_of_groups(current: Iterable[str], roles: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Groups to add and to remove, given all present groups; groups that are not derived stay as they are."""
    wanted = groups_for_roles(roles)
    held = frozenset(current) & DERIVED_GROUPS
    return wanted - held, held - wanted


def may_change_offices(
    user: int | None,
    roles: Iterable[str],
    concerned: Collection[int],
    leaders: Collection[int],
    *,
    ever_led: bool,
) -> bool:
    """Whether the user may record who holds these roles, or whose account a person has.

    On a new site whoever has the permission may, until the first Director or Head of the board is recorded
    (`ever_led`); that does not come back when nobody is left in office. From then on nobody changes what
    concerns their own account, whatever the role, and offices that decide are today's Directors' and Heads' to
    record (`leaders`). `concerned`: the accounts of those whose offices change. Source: R20, R21; ĐN Điều 12, 14.
    """
    if not ever_led:
        return True
    if user in concerned:
        return False
    return user in leaders or not DECIDING_ROLES & set(roles)


def may_change_sign_in(
    editor: int, account: int, *, decides: bool, editor_is_superuser: bool, account_is_superuser: bool
) -> bool:
    """Whether the editor may set user name, e-mail or password of the account: who can, can act as its owner.

    Of an account whose owner decides now or later only the owner may (two persons always, R21); of a
    superuser's, other superusers may as well.
    """
    if editor == account:
        return True
    return not decides and (editor_is_superuser or not account_is_superuser)
