"""Chains and their stages, what is under way and its steps, delegations, the rules that content is checked against."""

from .assignments import BoardTask, SectionAssignment
from .chains import Chain
from .delegation import Delegation
from .items import Item, Step
from .notifications import Notification, NotificationPreference
from .proposals import BatchEntry, Proposal
from .rules import Rule, RuleName
from .tasks import StageTask

__all__ = [
    "BatchEntry",
    "BoardTask",
    "Chain",
    "Delegation",
    "Item",
    "Notification",
    "NotificationPreference",
    "Proposal",
    "Rule",
    "RuleName",
    "SectionAssignment",
    "StageTask",
    "Step",
]
