"""A chain as a picture: its stages in order, who sits in them, and where a piece of work stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from .models import Chain, Item, Step
from .people import current_offices, users
from .permissions import Case, deciders
from .stages import Stage


@dataclass(frozen=True)
class Box:
    """One stage: `state` is done, current or ahead; `people` those who would decide today."""

    stage: Stage
    hours: int
    people: tuple[Any, ...]
    state: str = "ahead"


def chain_boxes(chain: Chain, case: Case) -> list[Box]:
    """The stages of a chain for work like this, with those who would decide; two queries."""
    offices = current_offices()
    by_stage = {stage: deciders(replace(case, stage=stage), offices) for stage in chain.hours()}
    found = {user.pk: user for user in users(frozenset[int]().union(*by_stage.values()))}
    return [
        Box(stage, hours, tuple(found[pk] for pk in sorted(by_stage[stage]) if pk in found))
        for stage, hours in chain.hours().items()
    ]


def item_boxes(item: Item, steps: Iterable[Step]) -> list[Box]:
    """The chain of a piece of work with what is done, where it is and what is ahead."""
    approved = {step.stage for step in steps if step.action == Step.Action.APPROVE}
    boxes = chain_boxes(item.chain, item.case())
    if item.urgent:
        boxes = boxes[-1:]
    states = dict.fromkeys(approved, "done")
    if item.status != Item.Status.APPROVED:
        states[item.stage] = "current"
    return [replace(box, state=states.get(box.stage, "ahead")) for box in boxes]
