"""Whose searches are counted, and how visitors are told apart without knowing them."""

import re
from ipaddress import IPv6Address, ip_address

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core.client_address import client_address

# Cubot makes telephones.
_NO_PERSON = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|scrap|fetch|preview|monitor|headless|lighthouse|archiver|facebookexternalhit"
    r"|curl|wget|httpie|python|java/|okhttp|go-http|libwww|perl|ruby|php|axios|node|postman",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)
_SALT = "search.visitors"
_HOUSEHOLD_BITS = 64


def is_counted(request: HttpRequest) -> bool:
    """Tell whether a person who doesn't object asked for this page.

    Not counted: who sends Global Privacy Control or Do Not Track, programs by their user agent (or the
    lack of one), what a browser fetches ahead of its reader, and staff, who are the ones signed in.
    """
    headers = request.headers
    if request.method != "GET" or headers.get("Sec-GPC") == "1" or headers.get("DNT") == "1":
        return False
    ahead = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    agent = headers.get("User-Agent", "")
    if _AHEAD.search(ahead) or not agent.strip() or _NO_PERSON.search(agent):
        return False
    user = getattr(request, "user", None)
    return user is None or not user.is_authenticated


def visitor_of(request: HttpRequest, words: str) -> str:
    """Return who asks for these words: 64 hexadecimal digits, the same on every day.

    A keyed hash of address, user agent and the words. The words are part of what is hashed, so that
    two searches of one visitor have nothing in common; without the site's secret nobody can guess back.
    """
    parts = (_network(client_address(request)), request.headers.get("User-Agent", ""), words)
    return salted_hmac(_SALT, "\n".join(parts), algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    """Return an address; of IPv6 only the network, because devices change the rest by the day."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or int(parsed) >> _HOUSEHOLD_BITS)
    return str(parsed)
