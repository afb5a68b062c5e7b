"""The report shows sums over at least five visitors, to those who may see it, whichever way it is asked."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.admin.menu import reports_menu
from wagtail.snippets.models import get_snippet_models

from organization.rules import ADMINISTRATORS, APPROVERS
from search.admin.queries import without_formula
from search.models import LoggedQuery
from search.models.query_log import KEPT_DAYS
from search.query_log import Search, write_search
from search.query_report import ABANDONED, EMPTY, MIN_VISITORS, QueryLine, kept_rows, query_lines
from tests.factories import grant, make_user

from .corpus import MemorySource
from .visits import fill, tell, token_of, visit

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/searches/"


def log(words: str, visitors: int = MIN_VISITORS, days_ago: int = 0, first: int = 0, **values: Any) -> None:
    """Searches of so many different visitors on a day."""
    LoggedQuery.objects.bulk_create(
        LoggedQuery(
            **{
                "day": timezone.localdate() - timedelta(days=days_ago),
                "number": number,
                "visitor": f"{words}-{number}",
                "words": words,
                "language": "vi",
                "hits": 4,
                **values,
            }
        )
        for number in range(first, first + visitors)
    )


def words(kind: str = "") -> list[str]:
    """What the report shows."""
    return [line.words for line in query_lines(kept_rows(), kind)]


@pytest.fixture
def reader() -> Client:
    """Somebody who may see the report."""
    client = Client()
    user = make_user(is_staff=True)
    grant(user, "access_admin", "view_query_report")
    client.force_login(user)
    return client


def shown(client: Client, path: str = REPORT, **parameters: str) -> str:
    """The report as text, whatever its form."""
    response = client.get(path, parameters)
    assert response.status_code == 200
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if parameters.get("export") == "xlsx":
        sheet = load_workbook(BytesIO(content)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode()


def test_four_visitors_are_not_shown_and_five_are() -> None:
    log("đất đai", MIN_VISITORS - 1)
    assert words() == []
    log("đất đai", 1, first=MIN_VISITORS)
    assert words() == ["đất đai"]


def test_one_visitor_who_asks_a_hundred_times_is_not_shown(source: MemorySource) -> None:
    fill(source, "bí mật")
    with time_machine.travel("2026-03-01T03:00:00Z", tick=False) as clock:
        for _day in range(20):
            for _again in range(5):
                visit("bí mật")
            clock.shift(86_400)
        assert LoggedQuery.objects.count() == 20
        assert words() == []
        for visitor in range(2, MIN_VISITORS):
            visit("bí mật", visitor)
        assert words() == []
        visit("bí mật", MIN_VISITORS)
        assert words() == ["bí mật"]
        assert query_lines(kept_rows())[0].searches == 104


def test_what_is_older_than_it_may_be_is_not_shown_even_before_it_is_purged() -> None:
    log("cũ", days_ago=KEPT_DAYS)
    log("mới", days_ago=KEPT_DAYS - 1)
    # Four of the visitors are too old to count.
    log("lẫn", 4, days_ago=KEPT_DAYS)
    log("lẫn", 4, first=4)
    assert words() == ["mới"]


def test_the_threshold_holds_for_each_kind_and_filter() -> None:
    log("trống", 4, hits=0)
    log("trống", 20, first=4)
    log("bỏ", 4, watched=True)
    log("bỏ", 20, first=4, watched=True, position=1, source="regulations", key="1")
    log("tuần này", 4)
    log("tuần này", 20, first=4, days_ago=40)
    assert words(EMPTY) == words(ABANDONED) == []
    recent = kept_rows().filter(day=timezone.localdate())
    assert "tuần này" not in {line.words for line in query_lines(recent)}
    log("trống", 1, first=50, hits=0)
    log("bỏ", 1, first=50, watched=True)
    assert (words(EMPTY), words(ABANDONED)) == (["trống"], ["bỏ"])


def test_a_search_that_was_not_watched_is_not_called_abandoned() -> None:
    log("không có mã", 30)
    assert words(ABANDONED) == []
    assert query_lines(kept_rows())[0].without_choice is None


def test_the_figures() -> None:
    log("đất đai", 5, hits=10, searches=3, watched=True, position=2, source="regulations", key="1")
    log("đất đai", 3, first=5, hits=4, watched=True)
    log("đất đai", 2, first=8, hits=0, watched=False)
    assert query_lines(kept_rows()) == [
        QueryLine("đất đai", 20, 10, mean_hits=6.2, without_choice=38, mean_position=2.0, chosen="")
    ]


def test_the_result_chosen_most_is_named_once_five_chose_it(source: MemorySource) -> None:
    fill(source, "một", "hai")
    log("đất đai", 4, position=1, source="regulations", key="1")
    log("đất đai", 4, first=10, position=1, source="regulations", key="2")
    assert query_lines(kept_rows())[0].chosen == ""
    log("đất đai", 1, first=20, position=3, source="regulations", key="2")
    assert query_lines(kept_rows())[0].chosen == "Quyết định 2/2020/QĐ-UBND"
    # Of what can't be found any longer the name isn't told.
    LoggedQuery.objects.update(key="999")
    assert query_lines(kept_rows())[0].chosen == ""


def test_most_visitors_come_first_not_the_most_eager() -> None:
    log("ít người", 5, searches=1000)
    log("nhiều người", 9)
    assert words() == ["nhiều người", "ít người"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"), st.integers(1, 7), st.integers(0, 95), st.integers(0, 1), st.booleans()
        ),
        max_size=25,
    )
)
def test_no_line_is_ever_about_fewer_than_five(searches: list[tuple[str, int, int, int, bool]]) -> None:
    LoggedQuery.objects.all().delete()
    today = timezone.localdate()
    for text, visitor, days_ago, hits, _watched in searches:
        write_search(
            Search(today - timedelta(days=days_ago), f"{text}{visitor}", text, "vi", hits, reduced=False)
        )
    LoggedQuery.objects.filter(visitor__in=[f"{row[0]}{row[1]}" for row in searches if row[4]]).update(
        watched=True
    )
    for kind in ("", EMPTY, ABANDONED):
        for line in query_lines(kept_rows(), kind):
            rows = LoggedQuery.objects.filter(words=line.words, day__gt=today - timedelta(days=KEPT_DAYS))
            if kind:
                rows = rows.filter(hits=0) if kind == EMPTY else rows.filter(hits__gt=0, watched=True)
            assert rows.values("visitor").distinct().count() >= MIN_VISITORS


def test_the_page_and_its_exports_hold_the_threshold(reader: Client) -> None:
    log("được xem")
    log("nguyễn văn a", 4)
    for parameters in (
        {},
        {"export": "csv"},
        {"export": "xlsx"},
        {"period": "7"},
        {"p": "99"},
        {"kind": "x"},
    ):
        text = shown(reader, **parameters)
        assert "được xem" in text, parameters
        assert "nguyễn văn a" not in text, parameters
    assert "nguyễn văn a" not in shown(reader, REPORT + "results/")


def test_the_filters_of_the_page(reader: Client) -> None:
    log("tháng trước", days_ago=40)
    log("english words", language="en")
    log("không thấy", hits=0, reduced=True)
    log("bỏ đi", watched=True)
    everything = {"tháng trước", "english words", "không thấy", "bỏ đi"}
    for parameters, expected in [
        ({}, everything),
        ({"period": "30"}, everything - {"tháng trước"}),
        ({"language": "en"}, {"english words"}),
        ({"kind": "empty"}, {"không thấy"}),
        ({"kind": "abandoned"}, {"bỏ đi"}),
        ({"reduced": "true"}, {"không thấy"}),
        ({"kind": "abandoned", "language": "en"}, set()),
    ]:
        text = shown(reader, export="csv", **parameters)
        assert {phrase for phrase in everything if phrase in text} == expected, parameters
    assert "bỏ đi" in shown(reader, kind="abandoned")


def test_exports_are_complete_and_hold_no_formula(reader: Client) -> None:
    for number in range(60):
        log(f"từ {chr(97 + number % 26)}{chr(97 + number // 26)}")
    log("=cmd|' /c calc'!a0")
    lines = shown(reader, export="csv").splitlines()
    assert len(lines) == 62
    assert not any(line.startswith(("=", "+", "-", "@", '"=')) for line in lines)
    book = load_workbook(BytesIO(reader.get(REPORT, {"export": "xlsx"}).getvalue()))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@sum", "\t=1", "\r=1"])
def test_formulas_become_text(text: str) -> None:
    assert without_formula(text) == f"'{text}"
    assert without_formula("luật =1") == "luật =1"


@pytest.mark.parametrize(
    "path", [REPORT, REPORT + "results/", REPORT + "?export=csv", REPORT + "?export=xlsx"]
)
def test_without_the_permission_it_is_refused(path: str) -> None:
    log("được xem")
    user = make_user(is_staff=True)
    grant(user, "access_admin")
    client = Client()
    assert client.get(path).status_code == 302
    client.force_login(user)
    assert client.get(path)["Location"] == reverse("wagtailadmin_home")


def test_who_may_see_it() -> None:
    may = set(Group.objects.filter(permissions__codename="view_query_report").values_list("name", flat=True))
    assert may == {APPROVERS, ADMINISTRATORS}


def test_the_menu_offers_it_to_those_who_may(reader: Client, rf: Any) -> None:
    def offered(user: Any) -> bool:
        request = rf.get("/admin/")
        request.user = user
        return "search-queries" in {item.name for item in reports_menu.menu_items_for_request(request)}

    user = make_user(is_staff=True)
    assert not offered(user)
    grant(user, "view_query_report")
    assert offered(type(user).objects.get(pk=user.pk))


def test_rows_can_be_reached_in_no_other_way() -> None:
    assert list(
        Permission.objects.filter(content_type__model="loggedquery").values_list("codename", flat=True)
    ) == ["view_query_report"]
    assert LoggedQuery not in get_snippet_models()


def test_its_statements_don_t_grow_with_the_rows(reader: Client, django_assert_max_num_queries: Any) -> None:
    log("đất đai", 5, position=1, source="regulations", key="1")
    reader.get(REPORT)
    with django_assert_max_num_queries(40) as few:
        reader.get(REPORT)
    for number in range(30):
        log(f"từ {number}", 6, position=1, source="regulations", key=str(number))
    with django_assert_max_num_queries(len(few.captured_queries)):
        reader.get(REPORT)


def test_from_the_search_page_to_the_report(source: MemorySource) -> None:
    fill(source, "đất đai", "thi đua")
    for visitor in range(1, 8):
        response = visit("Đất đai", visitor)
        if visitor <= 6:
            tell(token_of(response), visitor=visitor)
        if visitor <= 5:
            tell(token_of(response), "1", visitor=visitor)
    line = QueryLine("đất đai", 7, 7, 1.0, 17, 1.0, "Quyết định 1/2020/QĐ-UBND")
    assert query_lines(kept_rows()) == [line]
