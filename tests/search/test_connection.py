"""The settings of the cluster: what is refused, and what is said about it."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from search.engines.elasticsearch import copies
from search.engines.elasticsearch.connection_rules import (
    are_replicas,
    connection_problems,
    copies_acknowledged,
)
from tests.site_config.test_production import start

KEY = "aWRlbnRpdHk6c2VjcmV0"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A certificate in a file."""
    path = tmp_path_factory.mktemp("authority") / "ca.crt"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-days", "1"]
    try:
        subprocess.run([*command, "-keyout", "/dev/null", "-out", path], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("needs openssl")
    return str(path)


def problems(*urls: str, key: str = "", ca: str = "", replicas: str = "0-2") -> list[str]:
    return connection_problems(urls, key, ca, replicas)


@pytest.mark.parametrize(
    ("urls", "key"),
    [
        ([], ""),
        (["http://localhost:9200"], ""),
        (["http://elasticsearch:9200"], ""),
        (["http://127.0.0.1:9200"], KEY),
        (["http://[::1]:9200", "http://localhost:9201"], KEY),
        (["https://a.example:9200", "https://b.example", "https://c.example/path"], KEY),
        (["https://elastic:p%40ss@a.example:9200"], ""),
    ],
)
def test_sound(urls: list[str], key: str) -> None:
    assert problems(*urls, key=key) == []


@pytest.mark.parametrize(
    ("urls", "key", "said"),
    [
        (["http://a.example:9200"], KEY, "unencrypted"),
        (["https://a.example:9200", "http://b.example:9200"], KEY, "http://b.example:9200"),
        (["http://elastic:secret@a.example:9200"], "", "unencrypted"),
        (["http://127.0.0.1.example:9200"], KEY, "unencrypted"),
        (["https://elastic:secret@a.example:9200"], KEY, "beside ELASTICSEARCH_API_KEY"),
        (["localhost:9200"], "", "no address"),
        (["a.example"], "", "no address"),
        (["http://a.example"], "", "no address"),
        (["http://a.example:99999"], "", "no address"),
        (["ftp://a.example:21"], "", "no address"),
        (["https://:9200"], "", "no address"),
        (["http://[::1:9200"], "", "no address"),
        (["https://a.example:9200"] * 2, "", "twice"),
        (["https://a.example:9200"], "identity:secret", "ELASTICSEARCH_API_KEY"),
        (["https://a.example:9200"], "aWRlbnRpdHk=", "ELASTICSEARCH_API_KEY"),
        (["https://a.example:9200"], "mật khẩu", "ELASTICSEARCH_API_KEY"),
    ],
)
def test_unsound(urls: list[str], key: str, said: str) -> None:
    found = problems(*urls, key=key)
    assert len(found) == 1
    assert said in found[0]
    assert "secret" not in found[0]


def test_certificates(authority: str, tmp_path: Path) -> None:
    node = "https://a.example:9200"
    assert problems(node, ca=authority) == []
    assert "no address in ELASTICSEARCH_URL is https" in problems("http://localhost:9200", ca=authority)[0]
    empty = tmp_path / "empty.crt"
    empty.write_text("no certificate\n")
    for path in (tmp_path / "none.crt", tmp_path, empty):
        (found,) = problems(node, ca=str(path))
        assert "ELASTICSEARCH_CA_CERTS" in found
        assert str(path) in found


def test_replicas() -> None:
    assert all(map(are_replicas, ["0", "2", "0-2", "1-1", "0-all", "1-all"]))
    assert not any(map(are_replicas, ["", "-1", "2-1", "all", "0-", "1.5", "two", "0 - 2", "1-2-3"]))
    assert "ELASTICSEARCH_REPLICAS" in problems(replicas="2-1")[0]


@pytest.mark.parametrize(
    ("replicas", "copies_needed"),
    [("0", 1), ("0-2", 1), ("1", 2), ("1-2", 2), ("2", 2), ("3", 3), ("1-all", 2)],
)
def test_an_acknowledgement_means_most_copies(replicas: str, copies_needed: int) -> None:
    assert copies_acknowledged(replicas) == copies_needed


def test_index_settings_follow(settings: Any) -> None:
    settings.ELASTICSEARCH_REPLICAS = "0-2"
    assert copies.live() == {"auto_expand_replicas": "0-2", "write.wait_for_active_shards": "1"}
    assert copies.filling() == {}
    settings.ELASTICSEARCH_REPLICAS = "2"
    assert copies.live()["number_of_replicas"] == 2
    assert copies.live()["write.wait_for_active_shards"] == "2"
    assert copies.filling() == copies.live()


def test_the_system_check_says_so(settings: Any) -> None:
    settings.ELASTICSEARCH_URLS = ["http://a.example:9200"]
    settings.ELASTICSEARCH_API_KEY = KEY
    assert [found.id for found in run_checks() if found.id.startswith("search.")] == ["search.E001"]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ELASTICSEARCH_API_KEY", KEY),
        ("ELASTICSEARCH_CA_CERTS", "/nowhere/ca.crt"),
        ("ELASTICSEARCH_REPLICAS", "many"),
        ("ELASTICSEARCH_URL", "a.example:9200"),
    ],
)
def test_production_refuses(tmp_path: Path, variable: str, value: str) -> None:
    status, said = start(tmp_path, **{"ELASTICSEARCH_URL": "http://a.example:9200", variable: value})
    assert status != 0
    assert variable in said


def test_production_starts_with_several_nodes(tmp_path: Path, authority: str) -> None:
    variables = {
        "ELASTICSEARCH_URL": "https://a.example:9200, https://b.example:9200",
        "ELASTICSEARCH_API_KEY": KEY,
        "ELASTICSEARCH_CA_CERTS": authority,
        "ELASTICSEARCH_REPLICAS": "1-2",
    }
    assert start(tmp_path, **variables)[0] == 0
