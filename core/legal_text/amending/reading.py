"""The operations that a document says, from its articles.

A sentence is read whole or not at all. Documents repealed or replaced whole are no operations; see `acts`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from core.legal_text.amending.leads import Lead, is_lead, read_lead
from core.legal_text.amending.meaning import sentence_operations
from core.legal_text.amending.operations import Kind, Operation, Source, Unclear
from core.legal_text.amending.sentences import OWN_TYPE, QUOTE, Sentence, label_end, sentences
from core.legal_text.amending.titles import VERBS
from core.legal_text.amending.wording import PASSIVE, WORDS
from core.legal_text.clauses import read_parts
from core.legal_text.headings import ProvisionKind
from core.legal_text.paths import format_path, parse_path
from core.legal_text.references import find_references
from core.legal_text.structure import Provision

OWN_TITLE = re.compile(rf"(?:{OWN_TYPE} )?(?={VERBS.pattern})", re.IGNORECASE)


def read_operations(
    provisions: Iterable[Provision], title: str = "", known: Collection[str] = ()
) -> list[Operation]:
    """The operations that the articles of a document's own text say, in their order; sentences that seem to say one
    and can't be read are among them, UNREAD.

    `title`: the document's, which names what it amends where no article does; `known`: see `find_references`.
    """
    named = OWN_TITLE.match(" ".join(title.split()))
    lead = read_lead(named.string[named.end() :], Lead(), known) if named else Lead()
    lead = Lead(target=lead.target, attached=lead.attached)
    found: list[Operation] = []
    for article in provisions:
        if article.kind in {ProvisionKind.ARTICLE, ProvisionKind.BODY} and "/" not in article.path:
            found.extend(_read_article(article, lead, known))
    return found


def _read_article(article: Provision, lead: Lead, known: Collection[str]) -> Iterator[Operation]:
    """The title leads the article, a clause its points."""
    below = article.text.find("\n") + 1 or len(article.text) if article.kind == ProvisionKind.ARTICLE else 0
    parts = [(part.path, below + part.start, below + part.end) for part in read_parts(article.text[below:])]
    if VERBS.match(article.title):
        # The title of an article is a sentence if a quotation completes it, or nothing follows.
        title, rest = article.text.find(article.title), article.text[below:].strip()
        if not rest or rest.startswith(("“", '"')):
            parts = [("", title, parts[0][2]), *parts[1:]]
        else:
            lead = read_lead(" ".join(article.title.split()), lead, known)
    leads = {"": lead}
    for path, start, end in parts:
        above = leads.get(path.rpartition("/")[0], leads[""])
        source = Source(f"{article.path}/{path}".rstrip("/"), start, end)
        found, leads[path] = _read_piece(article.text, source, above, known)
        yield from found


def _read_piece(
    text: str, source: Source, lead: Lead, known: Collection[str]
) -> tuple[list[Operation], Lead]:
    """The operations of a clause, a point, or what stands before them, and the lead for what lies below it."""
    found: list[Operation] = []
    try:
        pieces = sentences(text, source)
    except Unclear as unclear:
        acts = VERBS.match(text, source.start + label_end(text[source.start : source.end]))
        return [Operation(Kind.UNREAD, source, lead.target, why=unclear.why)] if acts else [], lead
    for one in pieces:
        if not (lead.verb or VERBS.match(one.text) or PASSIVE.search(one.text)):
            continue
        place = Source(source.path, one.start, one.end)
        quoted = {mark: text[start + 1 : end - 1] for mark, (start, end) in one.quotations.items()}
        try:
            read = sentence_operations(one.text, quoted, lead, known)
            found += [replace(operation, source=place) for operation in read]
        except Unclear as unclear:
            if is_lead(one.text):
                lead = read_lead(one.text, lead, known)
            elif inside := _quoted_list(text, source.path, one):
                below = read_lead(one.text, lead, known)
                found += [each for part in inside for each in _read_piece(text, part, below, known)[0]]
            elif _acts(one.text, lead, known):
                found.append(Operation(Kind.UNREAD, place, lead.target, why=unclear.why))
    return found, lead


def _acts(sentence: str, lead: Lead, known: Collection[str]) -> bool:
    """Whether a sentence that can't be read seems to amend something."""
    if VERBS.match(sentence) and lead.verb and lead.target:
        return True
    cited, quoted = WORDS["C"].search(sentence), re.search(QUOTE, sentence)
    if not (cited or quoted) or not (lead.target or find_references(sentence, known)):
        return False
    begins = WORDS["C"].match(sentence)
    return bool(VERBS.match(sentence) or (begins and (lead.verb or (quoted and PASSIVE.search(sentence)))))


def _quoted_list(text: str, path: str, sentence: Sentence) -> list[Source]:
    """The parts of a list that was put into quotation marks as if it were new text."""
    if len(sentence.quotations) != 1:
        return []
    ((start, end),) = sentence.quotations.values()
    inside = text[start + 1 : end - 1]
    if not VERBS.match(inside, label_end(inside)):
        return []
    return [
        Source(_inner(path, part.path), start + 1 + part.start, start + 1 + part.end)
        for part in read_parts(inside)
    ]


def _inner(path: str, part: str) -> str:
    """The path of a quoted part, or that of what quotes it: a clause in a clause has none."""
    try:
        return format_path(parse_path(f"{path}/{part}".rstrip("/")))
    except ValueError:
        return path
