"""What an amending document does to provisions of other documents, as data.

Wordings: NĐ 34/2016/NĐ-CP and NĐ 78/2025/NĐ-CP on how amending documents are written: "Sửa đổi, bổ sung khoản 1
Điều 3 như sau: “…”", "Bổ sung Điều 8a vào sau Điều 8", "Bãi bỏ …", "Thay thế cụm từ “A” bằng cụm từ “B” tại …".
A sentence is read whole or not at all: a word that no rule knows makes it UNREAD. Documents repealed or replaced
whole are no operations; see `acts`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from core.legal_text.clauses import read_parts
from core.legal_text.headings import ProvisionKind
from core.legal_text.ordinals import arabic_number, canonical_number
from core.legal_text.paths import ATTACHED, Level, Segment, format_path, parse_path
from core.legal_text.references import find_references
from core.legal_text.structure import Provision
from core.text import nfc


class Kind(StrEnum):
    """What is done; UNREAD: something is, but the sentence was not understood."""

    REPLACE = "replace"
    INSERT = "insert"
    REPEAL = "repeal"
    WORDS = "words"
    UNREAD = "unread"


class Why(StrEnum):
    """Why a sentence is UNREAD: unknown words; a place unnamed or with two readings; no new text or quotes unpaired."""

    WORDING = "wording"
    PLACE = "place"
    QUOTES = "quotes"


@dataclass(frozen=True)
class Source:
    """Where a sentence and what it quotes stand: `path` of the article, clause or point in the acting text;
    `start`–`end` in the `text` of its article."""

    path: str
    start: int
    end: int


@dataclass(frozen=True)
class Operation:
    """One operation on the document `target` (number, else name; "" if none is named).

    `scopes`: paths there. `titles`: paths of which only the heading is meant, "toan-van" for the document's own name.
    `openings`: paths of which only what stands before the first clause or point is meant. `after`, `before`: where
    new provisions go, if said. `text`: the quoted text, exactly, one quotation a line; operations of one sentence share it. WORDS: `old`
    becomes `new`, everywhere if no place is named.
    """

    kind: Kind
    source: Source
    target: str = ""
    scopes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    text: str = ""
    old: str = ""
    new: str = ""
    why: Why | None = None


class Unclear(ValueError):
    """A sentence that can't be read."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Lead:
    """What a title, or what opens a list, says for all that follows: verb, document, places (None: unclear).

    `plain`: it says no more than that, so that an item without a verb of its own may take this one; "Bãi bỏ quy định về
    tỷ giá tại: a) Điều 8 …" doesn't repeal Điều 8.
    """

    verb: str = ""
    plain: bool = False
    target: str = ""
    places: tuple[str, ...] | None = ()


@dataclass(frozen=True)
class Token:
    """A piece of a sentence: `letter` tells what it is, see TOKENS; the word that matters in it, its numbers."""

    letter: str
    text: str = ""
    numbers: tuple[str, ...] = ()


@dataclass
class Place:
    """A place being read, smallest segment first; `role`: whose it is; `part`: H its heading, O its opening."""

    segments: list[Segment]
    role: str
    part: str

    @property
    def rank(self) -> float:
        """A heading that waits for its article stands below articles."""
        return RANKS.index(Level(self.segments[-1].kind)) if self.segments else 1.5


@dataclass(frozen=True)
class Sentence:
    """`text` with single spaces, without its label, each quotation one character; where that stands in the article."""

    text: str
    start: int
    end: int
    quotations: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Unit:
    """What a sentence says once: `kind` of FORMS, its tokens by the names of the groups there."""

    kind: str
    tokens: dict[str, list[Token]]


LEVELS: dict[str, Level] = {
    "điểm": Level.POINT,
    "khoản": Level.CLAUSE,
    "điều": Level.ARTICLE,
    "tiểu mục": Level.SUBSECTION,
    "mục": Level.SECTION,
    "chương": Level.CHAPTER,
    "phần": Level.PART,
    "phụ lục": Level.APPENDIX,
}
RANKS = [*LEVELS.values(), Level.BODY]
ARTICLE = 2
# A quotation is one character while its sentence is read; the rest of its length is filled.
MASK, FILL = 0xF0000, "\0"
_QUOTE = f"[{chr(MASK)}-{chr(MASK + 0xFFF0)}]"
_DIGITS, _LETTER = r"\d{1,4}[a-zđ]{0,2}\b(?![./]\d)", r"[a-zđ]\d{0,2}\b(?![./]\d)"
_GROUP = r"(?:\d{1,3}|[IVXLC]+|[A-Z])[a-zđ]?\b(?![./-]\w)"
_OWN = r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)(?: liên tịch)?"
FROM_ITS_DAY = rf"kể từ ngày {_OWN} này có hiệu lực(?: thi hành)?"
# The first that fits counts. R change, I add, X drop, T swap, P and Y the passive of R and X; Q quotation, W "with",
# A after, B before, N into, C citation, H title, O opening, K attached regulation, J joint, L "as follows". D: document.
TOKENS = {
    "L": r"như sau\b",
    "P": r"được (?:sửa đổi(?:, bổ sung)?|sửa lại|thay thế)\b|sửa lại\b",
    "Y": r"(?:(?:được|bị) bãi bỏ|hết hiệu lực(?: thi hành)?)\b(?: kể từ ngày [^.;]* này có hiệu lực(?: thi hành)?)?",
    "R": r"sửa(?: đổi)?\b(?:,? bổ sung\b)?",
    "I": r"bổ sung(?: thêm)?\b",
    "X": r"(?:bãi bỏ|hủy bỏ|huỷ bỏ|bỏ)(?: toàn bộ)?\b",
    "T": r"thay(?: thế)?\b",
    "Q": rf"(?:(?:các )?(?:cụm từ|từ ngữ|từ|dấu|chữ|đoạn) ?:? ?)?({_QUOTE})",
    "W": r"(?:bằng|thành)\b",
    "A": r"(?:vào )?(?:liền |ngay |tiếp )?sau\b(?! đây)",
    "B": r"(?:vào )?(?:liền |ngay )?trước\b",
    "N": r"vào\b",
    "O": r"(?:đoạn|phần|câu) (?:mở đầu|dẫn|đầu)\b",
    "H": r"tên(?: gọi)?\b(?: của)?(?: (điều(?! \d)|thông tư|nghị định|nghị quyết|quyết định|bộ luật|luật)\b)?",
    "K": rf"((?-i:{'|'.join(ATTACHED.values())}))\b(?! tại)[^;:]{{0,250}}?\bkèm theo\b",
    "C": rf"(?:các )?(?:(điểm) ({_LETTER}(?:(?:, | và ){_LETTER})*)|(khoản|điều) ({_DIGITS}(?:(?:, | và ){_DIGITS})*)"
    rf"|({'|'.join(list(LEVELS)[3:])}) (?:số )?((?-i:{_GROUP}(?:(?:, | và ){_GROUP})*)))",
    "J": r"([,;]|và\b|hoặc\b)",
    "": r"(?:các )?quy định tại\b|(?:được )?ban hành kèm theo\b|(?:tại|của|thuộc|trong|ở)\b|[:.]"
    rf"|{FROM_ITS_DAY}",
}
# Other words that the opening of a list may have.
PLAIN = re.compile(
    r"(?:(?:các|những|một số|một phần|toàn bộ|nội dung|quy định|văn bản|quy phạm pháp luật|bộ luật|luật|nghị định"
    r"|nghị quyết|thông tư|quyết định|điều|khoản|điểm|mục|chương|phụ lục|mẫu|tên|cụm từ|từ|dấu phẩy|dấu|sau đây"
    r"|dưới đây|gồm|bao gồm|sẽ)\b ?)+",
    re.IGNORECASE,
)
_TOKENS = {letter: re.compile(one, re.IGNORECASE) for letter, one in TOKENS.items()}
VERBS = re.compile(
    r"(?:(sửa\b(?! chữa))|(bổ sung)|(bãi bỏ|hủy bỏ|huỷ bỏ|bỏ)|(thay\b(?! đổi| mặt)))\b", re.IGNORECASE
)
PASSIVE = re.compile("|".join(TOKENS[letter] for letter in "PY"), re.IGNORECASE)
OWN = re.compile(rf"{_OWN} này (?=[a-zđ])")
OWN_TITLE = re.compile(rf"(?:{_OWN} )?(?={VERBS.pattern})", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=\S)\. (?=[A-ZĐ])")
LABEL = re.compile(r"\s*(?:\d{1,3}[a-zđ]{0,2}\s*[.)]|[a-zđ]{1,2}\d?\s*\)|[-–+•])\s*")
# A number that an import left on a line of its own, with the sentence around it.
LONE_NUMBER = re.compile(r"\n([ \t]*\d{1,6}/[^\s“”]+[ \t]*)\n")
# After a document: what amended it before; then the rest of its title, and where that ends.
AMENDED = re.compile(
    r",? ?\(?(?:đã )?được sửa đổi(?:,? bổ sung)?(?: một số điều)?(?: của)? (?:theo|bởi|tại) (?:(?:điểm|khoản|điều) \w+ )*",
    re.IGNORECASE,
)
ALSO = re.compile(r"(?:,| và) (?:số )?")
TITLE = re.compile(r",? (?:của|quy định|hướng dẫn|về|ban hành|sửa đổi|do|trong|ngày|năm)\b")
TITLE_ENDS = re.compile(
    rf",? như sau\b| gồm:|: ?$|: (?={_QUOTE})|,? (?={FROM_ITS_DAY})| (?:bằng|tại) (?:các )?(?:cụm )?(?:từ )?{_QUOTE}"
    rf"|;(?= ?(?:các )?(?:{VERBS.pattern}|cụm từ|từ|điểm|khoản|điều|chương|mục|phụ lục|mẫu|thông tư|nghị định"
    rf"|nghị quyết|quyết định|bộ luật|luật|{_QUOTE}))|\.?$",
    re.IGNORECASE,
)
# In the rest of a title: perhaps another place, or a condition.
SUSPECT = re.compile(
    r"(?<!chi tiết)(?<!hướng dẫn)(?<!thi hành)(?:,| và) (?:các )?(?:điểm|khoản|điều|chương|mục|phụ lục|mẫu|biểu)"
    r" (?:số )?(?:\d+[a-zđ]{0,2}|[a-zđ]|[ivx]+)\b|kể từ ngày",
    re.IGNORECASE,
)
# No sentence that anyone wrote is longer.
MOST_TOKENS = 600
NEEDS_TEXT = {Kind.REPLACE, Kind.INSERT}
NOWHERE = Source("", 0, 0)
# A quotation that was never closed holds the next sentence.
NESTED = re.compile(r"như sau\s*:?\s*\n\s*[“\"]")
_ATTACHED_KINDS = {name: kind for kind, name in ATTACHED.items()}
_PLACES = "(?:[CHO](?:J?[CHO])*)"
# What a sentence says, by the letters of its tokens, under each verb.
FORMS = [
    ("swap", "TR", rf"[TR]?(?P<q>QWQ(?:[AB]Q)?)(?P<s>{_PLACES})?(?P<d>K?D)?"),
    ("swap", "TR", rf"[TR]?(?P<q>Q)(?P<s>{_PLACES})(?P<d>K?D)?(?P<w>WQ)"),
    ("add", "I", rf"I?(?P<q>Q[AB]Q)(?P<s>{_PLACES})?(?P<d>K?D)?"),
    ("drop", "X", rf"X?(?P<q>Q[AB]Q|Q(?:J?Q)*)(?P<s>{_PLACES})?(?P<d>K?D)?"),
    (Kind.INSERT, "I", rf"I?(?P<s>{_PLACES})(?:(?P<to>[ABN])(?P<a>{_PLACES}))?(?P<d>K?D)?"),
    (Kind.REPLACE, "RT", rf"[RT]?(?P<s>{_PLACES})(?P<d>K?D)?P?"),
    (Kind.REPEAL, "X", rf"X?(?P<s>{_PLACES})(?P<d>K?D)?Y?"),
    ("more", "W", rf"(?P<s>{_PLACES})(?P<d>K?D)"),
    ("whole", "XT", r"[XT]?D(?:J*D)*Y?"),
]


def read_operations(
    provisions: Iterable[Provision], title: str = "", known: Collection[str] = ()
) -> list[Operation]:
    """The operations that the articles of a document's own text say, in their order; sentences that seem to say one
    and can't be read are among them, UNREAD.

    `title`: the document's, which names what it amends where no article does; `known`: see `find_references`.
    """
    named = OWN_TITLE.match(" ".join(title.split()))
    target = _lead(named.string[named.end() :], Lead(), known).target if named else ""
    found: list[Operation] = []
    for article in provisions:
        if article.kind in {ProvisionKind.ARTICLE, ProvisionKind.BODY} and "/" not in article.path:
            found.extend(_read_article(article, Lead(target=target), known))
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
            lead = _lead(" ".join(article.title.split()), lead, known)
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
        sentences = _sentences(text, source)
    except Unclear as unclear:
        acts = VERBS.match(text, source.start + _label(text[source.start : source.end]))
        return [Operation(Kind.UNREAD, source, lead.target, why=unclear.why)] if acts else [], lead
    for one in sentences:
        if not (lead.verb or VERBS.match(one.text) or PASSIVE.search(one.text)):
            continue
        place = Source(source.path, one.start, one.end)
        quoted = {mark: text[start + 1 : end - 1] for mark, (start, end) in one.quotations.items()}
        try:
            read = _operations(one.text, quoted, lead, known)
            found.extend(replace(operation, source=place) for operation in read)
        except Unclear as unclear:
            if _is_lead(one.text):
                lead = _lead(one.text, lead, known)
            elif inside := _quoted_list(text, source.path, one):
                below = _lead(one.text, lead, known)
                for part in inside:
                    found.extend(_read_piece(text, part, below, known)[0])
            elif _acts(one.text, lead, known):
                found.append(Operation(Kind.UNREAD, place, lead.target, why=unclear.why))
    return found, lead


def _label(text: str) -> int:
    match = LABEL.match(text)
    return match.end() if match else 0


def _is_lead(sentence: str) -> bool:
    acts = VERBS.match(sentence) or PASSIVE.search(sentence)
    return bool(acts) and sentence.endswith(":") and not re.search(_QUOTE, sentence)


def _acts(sentence: str, lead: Lead, known: Collection[str]) -> bool:
    """Whether a sentence that can't be read seems to amend something."""
    if VERBS.match(sentence) and lead.verb and lead.target:
        return True
    cited, quoted = _TOKENS["C"].search(sentence), re.search(_QUOTE, sentence)
    if not (cited or quoted) or not (lead.target or find_references(sentence, known)):
        return False
    begins = _TOKENS["C"].match(sentence)
    return bool(VERBS.match(sentence) or (begins and (lead.verb or (quoted and PASSIVE.search(sentence)))))


def _quoted_list(text: str, path: str, sentence: Sentence) -> list[Source]:
    """The parts of a list that was put into quotation marks as if it were new text."""
    if len(sentence.quotations) != 1:
        return []
    ((start, end),) = sentence.quotations.values()
    inside = text[start + 1 : end - 1]
    if not VERBS.match(inside, _label(inside)):
        return []
    return [
        Source(f"{path}/{part.path}".rstrip("/"), start + 1 + part.start, start + 1 + part.end)
        for part in read_parts(inside)
    ]


def _sentences(text: str, source: Source) -> list[Sentence]:
    """The lines of a piece, each with the quotations that follow on lines of their own."""
    piece = text[source.start : source.end]
    marked, last, marks = [], 0, {}
    for number, (start, end) in enumerate(_quotations(piece)):
        mark = chr(MASK + number)
        marks[mark] = (source.start + start, source.start + end)
        marked += [piece[last:start], mark, FILL * (end - start - 1)]
        last = end
    found: list[Sentence] = []
    for line in re.finditer(r"[^\n]+", LONE_NUMBER.sub(r" \1 ", "".join(marked) + piece[last:])):
        words = " ".join(nfc(line[0].replace(FILL, "")).split())
        start, end = source.start + line.start(), source.start + line.end()
        held = {mark: span for mark, span in marks.items() if start <= span[0] < end}
        if words and words[0] in held and found:
            before = found.pop()
            words, start, held = f"{before.text} {words}", before.start, before.quotations | held
        for one in SENTENCE_END.split(words[_label(words) :]) if words else []:
            found.append(Sentence(OWN.sub("", one, count=1) if OWN.match(one) else one, start, end, held))
    return found


def _quotations(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of quotation marks. Raise Unclear if some don't pair."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    straight = False
    for match in re.finditer('[“”"]', text):
        at = match.start()
        if match[0] == '"' and (straight or not opened):
            straight = not straight
            if not straight:
                spans.append((opened.pop(), at + 1))
                continue
            opened.append(at)
        elif match[0] == "“" and not straight:
            opened.append(at)
        elif match[0] == "”" and not straight:
            if not opened:
                raise Unclear(Why.QUOTES)
            start = opened.pop()
            if not opened:
                spans.append((start, at + 1))
    if opened:
        raise Unclear(Why.QUOTES)
    return spans


def _lead(sentence: str, outer: Lead, known: Collection[str]) -> Lead:
    """What a sentence says for the list that it opens."""
    verb = VERBS.match(sentence)
    letter = "RIXT"[verb.lastindex - 1] if verb and verb.lastindex else ""
    if not verb and _TOKENS["Y"].search(sentence):
        letter = "X"
    target, until = _named(sentence, known)
    cited = [(_token("C", match), "") for match in _TOKENS["C"].finditer(sentence[:until])]
    places: tuple[str, ...] | None = () if target else outer.places
    if cited:
        try:
            places = tuple(path for path, _role, _part in _paths(cited, "", outer))
        except Unclear:
            places = None
    try:
        plain = bool(_tokens(sentence, known, PLAIN))
    except Unclear:
        plain = False
    return Lead(letter, plain, outer.target if target is None else target, places)


def _named(sentence: str, known: Collection[str]) -> tuple[str | None, int]:
    """The one document that a title or lead-in names, and where; None if it names none, "" if several."""
    amended = AMENDED.search(sentence)
    told = sentence[: amended.start()] if amended else sentence
    references = find_references(told, known)
    if not references:
        return None, len(told)
    first, *others = references
    kind = told[first.start :].split()[0]
    for other in others:
        alike = told[other.start :].split()[0] == kind or told[other.start].isdigit()
        if alike and re.search(r"(?:,|;|và|số) $", told[: other.start]):
            return "", first.start
    return first.number or first.name, first.start


def _tokens(sentence: str, known: Collection[str], also: re.Pattern[str] | None = None) -> list[Token]:
    """The tokens of a sentence. Raise Unclear at a word that is none, nor in `also`."""
    ends = {one.start: (one.end, one.number or one.name) for one in find_references(sentence, known)}
    tokens: list[Token] = []
    at = 0
    while at < len(sentence):
        if len(tokens) > MOST_TOKENS:
            raise Unclear(Why.WORDING)
        if sentence[at] == " ":
            at += 1
            continue
        if at in ends:
            tokens.append(Token("D", ends[at][1]))
            at = _after_title(sentence, ends[at][0], {start: end for start, (end, _name) in ends.items()})
            continue
        fits = ((letter, one.match(sentence, at)) for letter, one in _TOKENS.items())
        letter, match = next(((letter, match) for letter, match in fits if match), ("", None))
        match = match or (also.match(sentence, at) if also else None)
        if match is None:
            raise Unclear(Why.WORDING)
        at = match.end()
        if letter:
            tokens.append(_token(letter, match))
    return tokens


def _token(letter: str, match: re.Match[str]) -> Token:
    if letter != "C":
        return Token(letter, match[1] or "" if match.lastindex else "")
    word, numbers = next((match[one], match[one + 1]) for one in (1, 3, 5) if match[one])
    return Token("C", word.lower(), tuple(one for one in re.findall(r"\w+", numbers) if one != "và"))


def _after_title(sentence: str, at: int, ends: dict[int, int]) -> int:
    """Where a sentence goes on after a document: behind what amended it before, and the rest of its title."""
    while match := AMENDED.match(sentence, at):
        at = match.end()
        while at in ends:
            at = ends[at]
            also = ALSO.match(sentence, at)
            at = also.end() if also and also.end() in ends else at
        at += sentence[at : at + 1] == ")"
    if TITLE.match(sentence, at) and (end := TITLE_ENDS.search(sentence, at)):
        if SUSPECT.search(sentence, at, end.start()):
            raise Unclear(Why.PLACE)
        return end.start()
    return at


def _paths(cited: list[tuple[Token, str]], attached: str, lead: Lead) -> list[tuple[str, str, str]]:
    """The places that tokens name, expanded: path, role and part of each; `attached`: kind of regulation around.

    "điểm a, điểm c khoản 2 và khoản 3 Điều 7" → three paths. What lacks its article takes that of the lead, or the
    only one that is named. Raise Unclear where that leaves two readings.
    """
    places: list[Place] = []
    part, joint, titled = "", ";", ""
    for token, role in cited:
        if token.letter == "H" and token.text:
            own = [] if token.text.lower() == "điều" else [Segment(Level.BODY)]
            places.append(Place(own, role, "H"))
        elif token.letter in {"H", "O"}:
            part = token.letter
            continue
        elif token.letter == "J":
            joint = token.text.lower()
            continue
        else:
            if joint and titled == token.text and not part:
                raise Unclear(Why.PLACE)
            waiting = bool(places) and places[-1].part == "H" and not places[-1].segments and not joint
            _cite(places, token, joint, Place([], role, part))
            titled, part = token.text if part == "H" or waiting else "", ""
        joint = ""
    if part:
        raise Unclear(Why.PLACE)
    return [_path(place, places, attached, lead) for place in places]


def _cite(places: list[Place], token: Token, joint: str, new: Place) -> None:
    """Take a citation in: as what encloses the places before it that are smaller, or as new places."""
    level = LEVELS[token.text]
    rank = RANKS.index(level)
    try:
        read = arabic_number if rank > ARTICLE else canonical_number
        segments = [Segment(level, read(number)) for number in token.numbers]
    except ValueError:
        raise Unclear(Why.PLACE) from None
    smaller = [place for place in places if place.rank < min(rank, ARTICLE)] if rank <= ARTICLE else []
    if rank > ARTICLE:
        if not joint and places and places[-1].rank == ARTICLE:
            return  # A chapter is no part of an article's path.
        smaller = [
            place
            for place in places
            if ARTICLE < place.rank < rank and place.part == new.part and level != Level.APPENDIX
        ]
        if smaller and joint:
            raise Unclear(Why.PLACE)
    if not smaller and places and not joint:
        raise Unclear(Why.PLACE)
    if not smaller:
        places += [Place([segment], new.role, new.part) for segment in segments]
    elif joint in {"và", "hoặc"} or len(segments) != 1 or new.part:
        raise Unclear(Why.PLACE)
    for place in smaller:
        place.segments.append(segments[0])


def _path(place: Place, places: list[Place], attached: str, lead: Lead) -> tuple[str, str, str]:
    if place.rank < ARTICLE:
        articles = {other.segments[-1] for other in places if other.rank == ARTICLE}
        if len(articles) == 1 and place.rank > 0:
            place.segments += articles
        elif not articles and lead.places and len(lead.places) == 1:
            around = reversed(parse_path(lead.places[0]))
            place.segments += [one for one in around if RANKS.index(Level(one.kind)) > place.rank]
        if place.rank < ARTICLE:
            raise Unclear(Why.PLACE)
    scope = (Segment(attached),) if attached else ()
    if place.part == "H" and place.segments[0].kind in {Level.CLAUSE, Level.POINT}:
        raise Unclear(Why.WORDING)
    try:
        return format_path((*scope, *reversed(place.segments))), place.role, place.part
    except ValueError:
        raise Unclear(Why.PLACE) from None


def _units(tokens: list[Token], verb: str) -> tuple[list[Unit], list[Token]]:
    """What a sentence says, one after the other, and its last tokens: the new text. Raise Unclear if no form fits."""
    letters = "".join(token.letter for token in tokens)
    units: list[Unit] = []
    at = 0
    while not (units and re.fullmatch("[LWJ]*(?:QJ*)*", letters[at:])):
        at += letters[at : at + 1] == "J"
        verb = letters[at : at + 1] if letters[at : at + 1] in set("RIXT") else verb
        passive = re.match(f"{_PLACES}(?:K?D)?([PY])", letters[at:])
        verb = {"P": "R", "Y": "X"}[passive[1]] if passive else verb
        before = units[-1] if units else None
        if (
            before
            and before.tokens.get("q")
            and before.tokens.get("d")
            and letters[at : at + 1] in set("CHO")
        ):
            if before.kind == "drop" and tokens[at - 1].text == ";":
                raise Unclear(Why.PLACE)
            verb = "W"
        fits = ((kind, re.match(form, letters[at:])) for kind, verbs, form in FORMS if verb and verb in verbs)
        kind, match = next(((kind, match) for kind, match in fits if match), ("", None))
        if match is None or not match.end():
            raise Unclear(Why.WORDING)
        groups = {name: tokens[at + match.start(name) : at + match.end(name)] for name in match.groupdict()}
        if kind == "more" and before:
            kind, groups = before.kind, {**before.tokens, **groups}
        units.append(Unit(kind, groups))
        at += match.end()
    return units, [token for token in tokens[at:] if token.letter == "Q"]


def _operations(sentence: str, quoted: dict[str, str], lead: Lead, known: Collection[str]) -> list[Operation]:
    """The operations of a sentence, as yet without a source. Raise Unclear if it can't be read."""
    tokens = _tokens(sentence, known)
    if not (lead.target or VERBS.match(sentence) or any(token.letter == "D" for token in tokens)):
        raise Unclear(Why.WORDING)  # A heading or an enumeration of something else.
    units, rest = _units(tokens, lead.verb if lead.plain else "")
    needs_text = any(unit.kind in NEEDS_TEXT for unit in units)
    if bool(rest) != needs_text:
        raise Unclear(Why.QUOTES)
    text = "\n".join(quoted[token.text] for token in rest)
    if NESTED.search(text):
        raise Unclear(Why.QUOTES)
    named = {token.text for unit in units for token in unit.tokens.get("d") or [] if token.letter == "D"}
    if (
        lead.target
        and named - {lead.target}
        and not all(unit.tokens.get("d") for unit in units if unit.kind != "whole")
    ):
        raise Unclear(Why.PLACE)
    target = lead.target or (named.pop() if len(named) == 1 else "")
    placed = _placed(units, lead)
    found: list[Operation] = []
    for number, unit in enumerate(units):
        own = next((token.text for token in unit.tokens.get("d") or [] if token.letter == "D"), target)
        for one in _said(unit, number, placed, quoted):
            found.append(replace(one, target=own, text=text if one.kind in NEEDS_TEXT else ""))
    return found


def _placed(units: list[Unit], lead: Lead) -> dict[str, list[tuple[str, str]]]:
    """Paths and parts by role: "s0" what the first unit changes, "a0" where it adds. A unit of words without a place
    shares that of the next, or the lead's."""
    placed: dict[str, list[tuple[str, str]]] = {}
    cited: list[tuple[Token, str]] = []
    for number, unit in enumerate(units):
        for group in "sa":
            cited += [(token, f"{group}{number}") for token in unit.tokens.get(group) or []]
            cited.append((Token("J", ";"), ""))
        document = unit.tokens.get("d")
        if document or number == len(units) - 1:
            attached = next((one for one in document or [] if one.letter == "K"), None)
            kind = _ATTACHED_KINDS[attached.text] if attached else ""
            for path, role, part in _paths(cited, kind, lead):
                placed.setdefault(role, []).append((path, part))
            cited = []
    shared = [(path, "") for path in lead.places] if lead.places is not None else None
    for number, unit in reversed(list(enumerate(units))):
        if unit.tokens.get("s") and f"s{number}" not in placed:
            raise Unclear(Why.PLACE)
        if f"s{number}" not in placed and unit.kind != "whole":
            if shared is None or (not shared and placed and number == len(units) - 1):
                raise Unclear(Why.PLACE)
            placed[f"s{number}"] = shared
        shared = placed.get(f"s{number}", shared)
    return placed


def _said(
    unit: Unit, number: int, placed: dict[str, list[tuple[str, str]]], quoted: dict[str, str]
) -> list[Operation]:
    """The operations of a unit: one, or one for each of several words that are dropped."""
    if unit.kind == "whole":
        return []
    here = placed[f"s{number}"]
    scopes, titles, openings = (tuple(path for path, part in here if part == one) for one in ("", "H", "O"))
    one = Operation(Kind.WORDS, NOWHERE, scopes=scopes, titles=titles, openings=openings)
    if unit.kind not in set(Kind):
        tokens = [*unit.tokens["q"], *(unit.tokens.get("w") or [])]
        return [replace(one, old=old, new=new) for old, new in _changes(unit.kind, tokens, quoted)]
    where = [path for path, _part in placed.get(f"a{number}", [])]
    if len(where) > 1 or (where and unit.tokens["to"][0].letter == "N"):
        raise Unclear(Why.PLACE)
    one = replace(one, kind=Kind(unit.kind))
    if not where:
        return [one]
    return [
        replace(one, after=where[0]) if unit.tokens["to"][0].letter == "A" else replace(one, before=where[0])
    ]


def _changes(kind: str, tokens: list[Token], quoted: dict[str, str]) -> list[tuple[str, str]]:
    """What becomes what; words beside others are changed together with them."""
    said = [quoted[token.text].strip() for token in tokens if token.letter == "Q"]
    side = next((token.letter for token in tokens if token.letter in "AB"), "")
    if not all(said):
        raise Unclear(Why.QUOTES)
    if not side:
        return [(said[0], said[1])] if kind == "swap" else [(words, "") for words in said]
    old, new = {"swap": (said[0], said[1]), "add": ("", said[0]), "drop": (said[0], "")}[kind]
    return [(_beside(said[-1], side, old), _beside(said[-1], side, new))]


def _beside(anchor: str, side: str, words: str) -> str:
    if not words:
        return anchor
    closing = words[0] in ",.;:)"
    if side == "A":
        return anchor + words if closing else f"{anchor} {words}"
    if closing:
        raise Unclear(Why.WORDING)
    return f"{words} {anchor}"
