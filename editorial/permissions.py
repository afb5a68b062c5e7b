"""Who may decide, as pure functions of today's appointments (R21; HY Điều 9.4, ĐN Điều 14, 15)."""

from collections.abc import Collection, Mapping

LAST_STAGE_ROLES = ("board_head",)
SUBSTITUTE_ROLES = (("director",), ("deputy_director",))


def last_stage_approvers(holders: Mapping[str, Collection[int]], authors: Collection[int]) -> frozenset[int]:
    """Ids of the users who may give the last approval.

    `holders`: user ids by the role that they hold today. `authors`: ids of those who created, submitted or
    last saved the revision. Two persons always: nobody approves their own. Where that leaves nobody of the
    Head's stage, the Director decides, else a Deputy Director.
    """
    for roles in (LAST_STAGE_ROLES, *SUBSTITUTE_ROLES):
        able = frozenset(user for role in roles for user in holders.get(role, ())) - frozenset(authors)
        if able:
            return able
    return frozenset()
