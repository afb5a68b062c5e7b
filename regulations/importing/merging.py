"""The union of articles: what one row brings joins what is there, and nothing is ever removed. Pure."""

from collections.abc import Iterable

from core.legal_text.headings import ProvisionKind
from core.legal_text.structure import Provision, article_line, escape, parse
from core.text import sort_key

from .rows import Article


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
    slices: list[tuple[str | None, str]] = [
        (part.number.lower() if _is_main_article(part) else None, part.text)
        for part in parse(_ended(text))
        if part.text
    ]
    for article in sorted(articles, key=lambda entry: article_order(entry.number)):
        numbers = [number for number, _slice in slices]
        if article.number in numbers:
            if newer_wins:
                slices[numbers.index(article.number)] = (article.number, article_text(article))
        else:
            slices.insert(_place(numbers, article.number), (article.number, article_text(article)))
    return "".join(part for _number, part in slices)


def _place(numbers: list[str | None], new: str) -> int:
    """Behind the last article that comes before the new one; else before the first article; else the end."""
    before = [
        index
        for index, number in enumerate(numbers)
        if number is not None and article_order(number) < article_order(new)
    ]
    if before:
        return before[-1] + 1
    return next((index for index, number in enumerate(numbers) if number is not None), len(numbers))


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
