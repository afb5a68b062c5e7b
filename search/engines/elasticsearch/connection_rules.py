"""What the settings of the cluster must be like: pure but for a look at the certificate file."""

import base64
import binascii
import re
import ssl
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

# "2" copies besides the first, or a range that follows the number of nodes.
REPLICAS = re.compile(r"(\d{1,3})(?:-(\d{1,3}|all))?")


def connection_problems(urls: Sequence[str], api_key: str, ca_certs: str, replicas: str) -> list[str]:
    """Return what is wrong with the settings of the cluster, each naming the variable to mend."""
    problems = [problem for url in urls for problem in _url_problems(url, api_key)]
    if len(set(urls)) < len(urls):
        problems.append("ELASTICSEARCH_URL names a node twice.")
    if api_key and not _is_encoded_key(api_key):
        problems.append("ELASTICSEARCH_API_KEY is not the `encoded` value that making a key returns.")
    problems += _certificate_problems(urls, ca_certs)
    if not are_replicas(replicas):
        problems.append("ELASTICSEARCH_REPLICAS is neither a number (2) nor a range (0-2, 1-all).")
    return problems


def are_replicas(value: str) -> bool:
    """Tell whether the text is a number of replicas or a range of it."""
    match = REPLICAS.fullmatch(value)
    if match is None:
        return False
    least, most = match.groups()
    return most in (None, "all") or int(least) <= int(most)


def copies_acknowledged(replicas: str) -> int:
    """Return how many copies must be there for a write to be taken: most of those that always should be.

    Without replicas that is 1; of 2 or 3 copies it is 2, so that one node may go for good.
    """
    least = int(replicas.partition("-")[0]) + 1
    return least // 2 + 1


def _url_problems(url: str, api_key: str) -> list[str]:
    shown = re.sub(r"//.*@", "//…@", url)
    try:
        parts = urlsplit(url)
        sound = (
            parts.scheme in ("http", "https") and parts.hostname and (parts.port or parts.scheme == "https")
        )
    except ValueError:
        sound = False
    if not sound:
        return [f"ELASTICSEARCH_URL has {shown!r}, which is no address like https://host:9200."]
    problems = []
    if api_key and parts.password:
        problems.append(f"ELASTICSEARCH_URL has a password in {shown!r} beside ELASTICSEARCH_API_KEY.")
    if (api_key or parts.password) and parts.scheme == "http" and not _is_loopback(parts):
        problems.append(
            f"ELASTICSEARCH_URL has {shown!r}: ELASTICSEARCH_API_KEY or the password would cross the network unencrypted: use https."
        )
    return problems


def _is_loopback(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_encoded_key(key: str) -> bool:
    try:
        identity, colon, secret = base64.b64decode(key, validate=True).partition(b":")
    except (binascii.Error, ValueError):
        return False
    return bool(identity and colon and secret)


def _certificate_problems(urls: Sequence[str], ca_certs: str) -> list[str]:
    if not ca_certs:
        return []
    problems = []
    if not any(url.startswith("https://") for url in urls):
        problems.append("ELASTICSEARCH_CA_CERTS is set, but no address in ELASTICSEARCH_URL is https.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=ca_certs)
    except (OSError, ssl.SSLError) as error:
        problems.append(
            f"ELASTICSEARCH_CA_CERTS names {ca_certs!r}, which holds no readable certificate: {error}."
        )
    return problems
