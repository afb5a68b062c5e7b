"""The places that a sentence names, as paths."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.legal_text.amending.operations import Unclear, Why
from core.legal_text.amending.wording import LEVELS, Token
from core.legal_text.ordinals import arabic_number, canonical_number
from core.legal_text.paths import ATTACHED, Level, Segment, format_path, parse_path

RANKS = [*LEVELS.values(), Level.BODY]
ARTICLE = RANKS.index(Level.ARTICLE)
# A token, and the role of the places that it names.
Cited = tuple[Token, str]


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


def read_places(
    cited: list[Cited], attached: str | None, around: tuple[str, ...] | None
) -> list[tuple[str, str, str]]:
    """The places that tokens name, expanded: path, role and part of each; `attached`: kind of the regulation in which
    they lie, "" for none, None if that is unclear.

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
    if part or (places and attached is None):
        raise Unclear(Why.PLACE)
    return [_path(place, places, attached, around) for place in places]


def _cite(places: list[Place], token: Token, joint: str, new: Place) -> None:
    """Take a citation in: as what encloses the places before it that are smaller, or as new places."""
    level = LEVELS[token.text]
    rank = RANKS.index(level)
    if level != Level.APPENDIX and rank > ARTICLE and not joint and places and places[-1].rank == ARTICLE:
        return  # A chapter is no part of an article's path.
    segments = _segments(token, level)
    smaller = _enclosed(places, level, new.part)
    if not smaller:
        if places and not joint:
            raise Unclear(Why.PLACE)
        places += [Place([segment], new.role, new.part) for segment in segments]
    elif len(segments) != 1 or new.part or joint in {"và", "hoặc"} or (joint and rank > ARTICLE):
        raise Unclear(Why.PLACE)
    for place in smaller:
        place.segments.append(segments[0])


def _segments(token: Token, level: Level) -> list[Segment]:
    read = arabic_number if RANKS.index(level) > ARTICLE else canonical_number
    try:
        return [Segment(level, read(number)) for number in token.numbers]
    except ValueError:
        raise Unclear(Why.PLACE) from None


def _enclosed(places: list[Place], level: Level, part: str) -> list[Place]:
    """The places named before that lie in what is cited next."""
    rank = RANKS.index(level)
    if rank <= ARTICLE:
        return [place for place in places if place.rank < rank]
    if level == Level.APPENDIX:
        return []
    return [place for place in places if ARTICLE < place.rank < rank and place.part == part]


def _in_appendix(segments: Iterable[Segment]) -> bool:
    return any(one.kind == Level.APPENDIX for one in segments)


def _path(
    place: Place, places: list[Place], attached: str | None, around: tuple[str, ...] | None
) -> tuple[str, str, str]:
    if place.rank < ARTICLE:
        articles = {other.segments[-1] for other in places if other.rank == ARTICLE}
        if len(articles) == 1 and place.rank > 0:
            place.segments += articles
        elif not articles and around and len(around) == 1:
            outer = [one for one in reversed(parse_path(around[0])) if one.kind not in ATTACHED]
            place.segments += [one for one in outer if RANKS.index(Level(one.kind)) > place.rank]
        if place.rank < ARTICLE:
            raise Unclear(Why.PLACE)
    if around and len(around) == 1 and _in_appendix(parse_path(around[0])) > _in_appendix(place.segments):
        raise Unclear(Why.PLACE)
    scope = (Segment(attached),) if attached else ()
    if place.part == "H" and place.segments[0].kind in {Level.CLAUSE, Level.POINT}:
        raise Unclear(Why.WORDING)
    try:
        return format_path((*scope, *reversed(place.segments))), place.role, place.part
    except ValueError:
        raise Unclear(Why.PLACE) from None
