"""Production: refuses to start on an unsafe setting and names the variable to mend."""

from django.core.exceptions import ImproperlyConfigured

from search.engines.elasticsearch.connection_rules import connection_problems

from .base import *  # noqa: F403
from .base import (
    ALLOWED_HOSTS,
    ELASTICSEARCH_API_KEY,
    ELASTICSEARCH_CA_CERTS,
    ELASTICSEARCH_REPLICAS,
    ELASTICSEARCH_URLS,
    SECRET_KEY,
    env,
)

MIN_SECRET_LENGTH = 50
MIN_SECRET_CHARACTERS = 10


def require_safe_environment(secret_key: str, hosts: list[str], debug: str) -> None:
    """Raise `ImproperlyConfigured`, naming the variable, where one is missing or unsafe."""
    if len(secret_key) < MIN_SECRET_LENGTH or len(set(secret_key)) < MIN_SECRET_CHARACTERS:
        raise ImproperlyConfigured(
            f"Set SECRET_KEY to a random text of at least {MIN_SECRET_LENGTH} characters, for example from "
            "python -c 'import secrets; print(secrets.token_urlsafe(64))'."
        )
    if not hosts:
        raise ImproperlyConfigured("Set ALLOWED_HOSTS to the site's host names, separated by commas.")
    if any(host.strip() in {"*", ""} for host in hosts):
        raise ImproperlyConfigured("Set ALLOWED_HOSTS to real host names: '*' would answer for any host.")
    if debug.lower() in {"1", "true", "yes", "on"}:
        raise ImproperlyConfigured("Unset DEBUG: production never runs with debug on.")


require_safe_environment(SECRET_KEY, ALLOWED_HOSTS, env("DEBUG", default=""))

# gunicorn runs no system checks, so what `search.checks` reports is refused here as well.
if problems := connection_problems(
    ELASTICSEARCH_URLS, ELASTICSEARCH_API_KEY, ELASTICSEARCH_CA_CERTS, ELASTICSEARCH_REPLICAS
):
    raise ImproperlyConfigured("\n".join(problems))

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# Wagtail's editor shows previews in a frame of this very site.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
