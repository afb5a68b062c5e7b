"""Arguments that the search commands share."""

from argparse import ArgumentParser, ArgumentTypeError

from search.registry import ENGINES

# The source that these commands are about; pages of other kinds have no provisions.
DOCUMENTS = "regulations"


def add_engine(parser: ArgumentParser) -> None:
    """Add --engine, whose default is the engine that answers the public."""
    parser.add_argument("--engine", choices=sorted(ENGINES), help="default: the one that answers the site")


def positive(value: str) -> int:
    """Read a whole number from 1 to 100, for argparse."""
    if not value.isdecimal() or not 1 <= int(value) <= 100:
        raise ArgumentTypeError(f"{value!r} is not a whole number from 1 to 100")
    return int(value)


def whole(value: str) -> int:
    """Read a whole number from 1, for argparse."""
    if not value.isdecimal() or int(value) < 1:
        raise ArgumentTypeError(f"{value!r} is not a whole number from 1")
    return int(value)
