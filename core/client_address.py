"""Where a request comes from, behind proxies that are known."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of who asked, as the outermost of `TRUSTED_PROXIES` proxies saw it.

    Each proxy appends to X-Forwarded-For whom it heard; what stands further left was sent by anybody.
    With 0 proxies, or fewer entries than proxies, the peer's own address counts.
    """
    heard: list[str] = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    proxies: int = settings.TRUSTED_PROXIES
    if proxies and len(heard) >= proxies:
        return heard[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
