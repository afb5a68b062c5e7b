"""Who is counted, and that visitors can't be followed from one search to the next."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from search.visitors import is_counted, visitor_of

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def request(address: str = "203.0.113.7", agent: str = FIREFOX, **headers: str) -> HttpRequest:
    """What a browser asks."""
    made = RequestFactory().get(
        "/tim-kiem/",
        REMOTE_ADDR=address,
        headers={"User-Agent": agent, **{name.replace("_", "-"): value for name, value in headers.items()}},
    )
    made.user = SimpleNamespace(is_authenticated=False)
    return made


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/119 Safari/537.36 coc_coc_browser/131.0.200",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Zalo android/12100",
    ],
)
def test_people_are_counted(agent: str) -> None:
    assert is_counted(request(agent=agent))


@pytest.mark.parametrize(
    "agent",
    [
        *("", "  ", "curl/8.5.0", "Wget/1.21", "python-requests/2.32", "Go-http-client/2.0", "okhttp/4.12"),
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "Mozilla/5.0 (compatible; YandexBot/3.0)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/141.0 Safari/537.36",
        "facebookexternalhit/1.1",
    ],
)
def test_programs_are_not_counted(agent: str) -> None:
    assert not is_counted(request(agent=agent))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DNT", "1"),
        ("Sec_GPC", "1"),
        ("Sec_Purpose", "prefetch;prerender"),
        ("Purpose", "prefetch"),
        ("X_Purpose", "preview"),
        ("X_Moz", "prefetch"),
    ],
)
def test_who_objects_and_what_is_fetched_ahead_is_not_counted(name: str, value: str) -> None:
    assert not is_counted(request(**{name: value}))
    assert is_counted(request(**{name: "0"}))


def test_staff_and_other_methods_are_not_counted() -> None:
    staff = request()
    staff.user = SimpleNamespace(is_authenticated=True)
    assert not is_counted(staff)
    for method in ("HEAD", "POST"):
        other = request()
        other.method = method
        assert not is_counted(other)


def test_a_visitor_is_the_same_for_the_same_words_only() -> None:
    assert visitor_of(request(), "đất đai") == visitor_of(request(), "đất đai")
    different = {
        visitor_of(request(), "đất đai"),
        visitor_of(request(), "thi đua"),
        visitor_of(request(address="203.0.113.8"), "đất đai"),
        visitor_of(request(agent=FIREFOX + " "), "đất đai"),
    }
    assert len(different) == 4


def test_without_the_secret_the_hash_says_nothing(settings) -> None:
    before = visitor_of(request(), "đất đai")
    settings.SECRET_KEY = "another-" * 10
    assert visitor_of(request(), "đất đai") != before


def test_a_device_that_changes_its_address_in_one_network_is_one_visitor() -> None:
    first = visitor_of(request(address="2001:db8:1:2:aaaa:bbbb:cccc:dddd"), "x")
    assert visitor_of(request(address="2001:db8:1:2::1"), "x") == first
    assert visitor_of(request(address="2001:db8:1:3::1"), "x") != first
    assert visitor_of(request(address="::ffff:203.0.113.7"), "x") == visitor_of(request(), "x")


@given(
    st.text(max_size=40), st.text(alphabet=st.characters(codec="latin-1"), max_size=40), st.text(max_size=40)
)
def test_nothing_a_client_sends_breaks_it(address: str, agent: str, words: str) -> None:
    made = request()
    made.META["REMOTE_ADDR"], made.META["HTTP_USER_AGENT"] = address, agent
    assert len(visitor_of(made, words)) == 64
    assert is_counted(made) in {True, False}
