"""What every address is for, from `addresses.txt`; one that is not there fails the test."""

from pathlib import Path

CLASSES = {
    "page": "acts on one page: attacked on a page in each state",
    "pages": "acts on several pages at once",
    "child": "makes a page below another",
    "decision": "the page on which the chain decides",
    "chain": "sets chains, stages or who acts for whom",
    "file": "images, documents and their collections",
    "register": "rows that are no pages",
    "account": "people who sign in and their groups",
    "setting": "addresses, languages and sites",
    "import": "documents from a file",
    "personal": "one's own account, session and notices",
    "reading": "answers a POST like a GET, or keeps nothing",
    "closed": "refused for everybody",
    "public": "for visitors",
}
FILE = Path(__file__).with_name("addresses.txt")
HOW = (
    "Add the route to {file} below the class that fits ({classes}), and, unless the form that the address "
    "shows says enough, what an attacker would post to tests/editorial/matrix/payloads*.py."
).format(file=FILE.relative_to(FILE.parents[3]), classes=", ".join(CLASSES))


def classified() -> dict[str, str]:
    """Class by route; raises `ValueError` for an unknown class or a route that is there twice."""
    found: dict[str, str] = {}
    current = ""
    for line in FILE.read_text().splitlines():
        if line.startswith("["):
            current = line.strip("[]")
            if current not in CLASSES:
                raise ValueError(f"{FILE.name}: no such class: {current}")
        elif line:
            if line in found:
                raise ValueError(f"{FILE.name}: twice: {line}")
            found[line] = current
    return found
