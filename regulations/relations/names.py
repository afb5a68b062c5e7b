"""Keys by which documents are found: a folded number, or the folded name of a law. Pure."""

from core.legal_text.numbers import parse_number
from core.text import fold

# What is called by its name: NĐ 78/2025/NĐ-CP on citing laws and ordinances.
NAMED_TYPES = ("hien phap", "bo luat", "luat", "phap lenh")
LONGEST_KEY = LONGEST_NAME = 255
LONGEST_NUMBER = 120


def name_key(type_name: str, title: str) -> str:
    """What a law is called, folded: "bo luat dan su"; "" for what is not called by its name."""
    kind, title = fold(type_name).strip(), " ".join(fold(title).split())
    if kind not in NAMED_TYPES or not (title or kind == "hien phap"):
        return ""
    whole = title if title.startswith(f"{kind} ") else f"{kind} {title}".strip()
    return whole[:LONGEST_KEY]


def target_key(number: str, name: str) -> str:
    """The key by which a document named in a text is found: its folded number, else its folded name."""
    parsed = parse_number(number) if number else None
    return parsed.key if parsed else " ".join(fold(name or number).split())[:LONGEST_KEY]
