"""The union of articles: what one row brings joins what is there, and nothing is ever removed. Pure."""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache

from core.legal_text.headings import ProvisionKind
from core.legal_text.structure import Provision, article_line, escape, parse
from core.text import sort_key

from .rows import Article


@cache
def article_order(number: str) -> tuple[int, object]:
    """Sorts 12 before 12a before 12b … 12đ before 13."""
    digits = "".join(character for character in number if character.isdigit())
    return int(digits or 0), sort_key(number[len(digits) :])


def article_text(article: Article) -> str:
    """The article as marked text, ending with a line break."""
    body = escape(article.text)
    heading = article_line(article.number, article.title)
    return f"{heading}\n{body}\n" if body else f"{heading}\n"


def _is_main_article(part: Provision) -> bool:
    return part.kind == ProvisionKind.ARTICLE and "/" not in part.path


def union(text: str, articles: Iterable[Article], *, newer_wins: bool) -> str:
    """The marked text with the articles joined in by their numbers.

    An article that both have stays as it is, or is replaced where `newer_wins`; all else stays in place.
    """
    parts = [part for part in parse(_ended(text)) if part.text]
    place = {part.number.lower(): index for index, part in enumerate(parts) if _is_main_article(part)}
    slices = [part.text for part in parts]
    new: list[Article] = []
    for article in articles:
        if article.number not in place:
            new.append(article)
        elif newer_wins:
            slices[place[article.number]] = article_text(article)
    new.sort(key=lambda article: article_order(article.number))
    return "".join(_joined(slices, place, new))


def _joined(slices: list[str], place: dict[str, int], new: list[Article]) -> Iterator[str]:
    """The slices in their order, with each new article behind the last present one that comes before it."""
    waiting = deque(new)
    numbers = {index: number for number, index in place.items()}
    following = dict(zip(sorted(numbers), sorted(numbers)[1:], strict=False))
    first = min(numbers, default=len(slices))
    for index, part in enumerate(slices):
        if index == first:
            yield from _taken(waiting, before=numbers[index])
        yield part
        if index in numbers:
            yield from _taken(waiting, before=numbers.get(following.get(index, -1)))
    yield from _taken(waiting, before=None)


def _taken(waiting: deque[Article], before: str | None) -> Iterator[str]:
    """Take from the front what comes before an article, or everything."""
    while waiting and (before is None or article_order(waiting[0].number) < article_order(before)):
        yield article_text(waiting.popleft())


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
