"""What is due about a piece of work's time in its stage: pure. Nights, weekends and holidays count like any hour."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

LEFT = 0.25
"""A reminder is due when this share of the stage's time is left, and at least `AT_LEAST` before its end."""
AT_LEAST = timedelta(hours=1)


class Due(StrEnum):
    """What is told; the values are kinds of notification."""

    REMINDER = "reminder"
    OVERDUE = "overdue"
    ESCALATED = "escalated"


@dataclass(frozen=True)
class Clock:
    """A stage's time. `reminded`: when those who decide were last told; from `due` on it means the lateness."""

    entered: datetime
    due: datetime
    reminded: datetime | None = None
    escalated: datetime | None = None


def reminder_from(clock: Clock) -> datetime | None:
    """When a reminder is due; None where the stage's time is too short for one."""
    moment = clock.due - max(AT_LEAST, (clock.due - clock.entered) * LEFT)
    return moment if moment > clock.entered else None


def escalation_from(clock: Clock) -> datetime:
    """When the next ones are told: as late as the stage's own time is long."""
    return clock.due + (clock.due - clock.entered)


def dues(clock: Clock, now: datetime) -> tuple[Due, ...]:
    """What has to be told now; each once a stage, and no reminder any more where it is late."""
    if now < clock.due:
        reminder = reminder_from(clock)
        return (Due.REMINDER,) if reminder and now >= reminder and clock.reminded is None else ()
    told = clock.reminded is not None and clock.reminded >= clock.due
    late = () if told else (Due.OVERDUE,)
    long_late = now >= escalation_from(clock) and clock.escalated is None
    return (*late, Due.ESCALATED) if long_late else late


def told(clock: Clock, what: tuple[Due, ...], now: datetime) -> Clock:
    """The clock after these were told."""
    reminded = now if {Due.REMINDER, Due.OVERDUE} & set(what) else clock.reminded
    return replace(clock, reminded=reminded, escalated=now if Due.ESCALATED in what else clock.escalated)


def digest_from(now: datetime, hour: int = 7) -> datetime:
    """The morning from which the latest daily mail is due; `now` is in the site's time zone."""
    morning = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return morning if morning <= now else morning - timedelta(days=1)
