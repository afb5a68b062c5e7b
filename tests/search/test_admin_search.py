"""The admin's search by HTTP: explorer, listings and choosers find Vietnamese however it is typed."""

import unicodedata
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import GroupPagePermission, Page
from wagtail.search.backends import get_search_backend

from home.models import StandardPage
from regulations.models import Issuer
from tests.browser.content import make_image
from tests.factories import draft_document, draft_page, home_page, make_department, make_unit

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]

WAYS = [
    "đất đai",
    "dat dai",
    "ĐẤT ĐAI",
    "đât đai",
    unicodedata.normalize("NFD", "đất đai"),
    "quản lý đất",
]
UNFINISHED = ["đất đ", "quan ly da", "qu", "dai quan"]
ELSEWHERE = ["đất nước", "đại lộ", '"đai đất"', '"quan dat"', "uan"]


@pytest.fixture
def department() -> Any:
    return make_department()


@pytest.fixture
def root(client: Any) -> Any:
    user = get_user_model().objects.create_superuser("search-root", "", "secret")
    client.force_login(user)
    return user


@pytest.fixture
def page(department: Any, root: Any) -> StandardPage:
    draft_page(department.author, title="Thi đua, khen thưởng")
    return draft_page(department.author, title="Quản lý đất đai", slug="quan-ly")


def update_index() -> None:
    call_command("update_index", verbosity=0)


def found(client: Any, address: str, words: str, **params: str) -> str:
    response = client.get(address, {"q": words, **params})
    assert response.status_code == 200, words
    return response.content.decode()


def explorer(client: Any, words: str, **params: str) -> list[str]:
    response = client.get(reverse("wagtailadmin_pages:search_results"), {"q": words, **params})
    assert response.status_code == 200, words
    return [page.title for page in response.context["object_list"]]


@pytest.mark.parametrize("words", WAYS)
def test_explorer_finds_pages_however_the_words_are_typed(
    client: Any, page: StandardPage, words: str
) -> None:
    update_index()
    assert explorer(client, words) == ["Quản lý đất đai"]
    assert explorer(client, f'"{words}"') == ["Quản lý đất đai"]


@pytest.mark.parametrize("words", UNFINISHED)
def test_explorer_finds_pages_while_the_last_word_is_typed(
    client: Any, page: StandardPage, words: str
) -> None:
    update_index()
    assert explorer(client, words) == ["Quản lý đất đai"]


@pytest.mark.parametrize("words", ELSEWHERE)
def test_explorer_finds_nothing_for_other_words(client: Any, page: StandardPage, words: str) -> None:
    update_index()
    assert explorer(client, words) == []


@pytest.mark.parametrize(
    "words",
    [
        "15/2023",
        "15/2023/QĐ-UBND",
        "15/2023/qd-ubnd",
        "15 2023 qd",
        "quyết định 15/2023",
        "quyet dinh 15",
        "2023/QĐ",
        "qđ-ubnd",
        "khen thưởng",
        "khen thuong 15",
    ],
)
def test_a_document_by_its_number_or_its_title(client: Any, department: Any, root: Any, words: str) -> None:
    draft_document(department.author, number="15/2023/QĐ-UBND", official_title="Quy chế khen thưởng")
    draft_document(
        department.author, number="2/2015/NQ-HĐND", type="Nghị quyết", official_title="Về 15 xã năm 2023"
    )
    update_index()
    assert explorer(client, words) == ["Quyết định 15/2023/QĐ-UBND"]
    chooser = reverse("wagtailadmin_choose_page_search")
    assert "15/2023/QĐ-UBND" in found(client, chooser, words)
    assert "2/2015/NQ-HĐND" not in found(client, chooser, words)


@pytest.mark.parametrize("words", ["5/2023", "05/2023", "05/2023/QĐ-UBND", "5/2023/qd"])
def test_a_nought_before_a_number_makes_no_difference(
    client: Any, department: Any, root: Any, words: str
) -> None:
    draft_document(department.author, number="05/2023/QĐ-UBND")
    draft_document(department.author, number="15/2023/QĐ-UBND")
    update_index()
    assert explorer(client, words) == ["Quyết định 05/2023/QĐ-UBND"]


@pytest.mark.parametrize(
    "words", ["!!!", "'", '"', '"dat', "a:b", "* OR 1", "%s %d", "\\", "đ" * 300, "& | !"]
)
def test_nothing_typed_breaks_a_search(client: Any, page: StandardPage, words: str) -> None:
    update_index()
    explorer(client, words)
    found(client, reverse("wagtailadmin_choose_page_search"), words)


def test_wagtail_s_filters_stay(client: Any, department: Any, page: StandardPage) -> None:
    draft_document(department.author, official_title="Quản lý đất đai")
    update_index()
    assert len(explorer(client, "dat dai")) == 2
    assert explorer(client, "dat dai", content_type="home.standardpage") == ["Quản lý đất đai"]
    assert explorer(client, "dat dai live:true") == []
    assert len(explorer(client, "dat dai", ordering="title")) == 2
    response = client.get(reverse("wagtailadmin_pages:search"), {"q": "dat dai"})
    assert {kind.model: count for kind, count in response.context["content_types"]} == {
        "standardpage": 1,
        "legaldocumentpage": 1,
    }


def test_who_may_not_see_a_page_in_the_explorer_does_not_find_it(
    client: Any, department: Any, page: StandardPage
) -> None:
    update_index()
    client.force_login(department.author)
    assert explorer(client, "dat dai") == ["Quản lý đất đai"]
    GroupPagePermission.objects.filter(page=home_page()).delete()
    assert explorer(client, "dat dai") == []


def test_the_listing_below_a_page(client: Any, page: StandardPage) -> None:
    update_index()
    listing = reverse("wagtailadmin_explore_results", args=[home_page().pk])
    response = client.get(listing, {"q": "dat dai"})
    assert [found.title for found in response.context["object_list"]] == ["Quản lý đất đai"]


def test_images_files_and_registers_in_listings_and_choosers(client: Any, root: Any) -> None:
    image = make_image()
    image.title = "Đường làng"
    image.save()
    get_document_model().objects.create(title="Mẫu đơn đề nghị", file=ContentFile(b"%PDF-1.4", "mau.pdf"))
    Issuer.objects.create(code="bo-dat", name="Bộ Đất đai")
    Issuer.objects.create(code="bo-nuoc", name="Bộ Nước")
    make_unit(name="Phòng Đo đạc")
    update_index()
    for address, words, title in (
        ("wagtailimages:index_results", "duong lang", "Đường làng"),
        ("wagtailimages_chooser:choose_results", "đường lang", "Đường làng"),
        ("wagtaildocs:index_results", "de nghi", "Mẫu đơn đề nghị"),
        ("wagtaildocs_chooser:choose_results", "mau don", "Mẫu đơn đề nghị"),
        ("wagtailsnippets_regulations_issuer:list_results", "dat dai", "Bộ Đất đai"),
        ("wagtailsnippetchoosers_regulations_issuer:choose_results", "bo dat", "Bộ Đất đai"),
        ("wagtailsnippets_organization_unit:list_results", "do dac", "Phòng Đo đạc"),
    ):
        shown = found(client, reverse(address), words)
        assert title in shown, address
        assert "Bộ Nước" not in shown, address


def test_the_index_follows_a_save_and_a_deletion(
    client: Any, page: StandardPage, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert explorer(client, "dat dai") == []
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Đường đê"
        page.save()
    assert explorer(client, "duong de") == ["Đường đê"]
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Đê điều"
        page.save()
    assert explorer(client, "duong de") == []
    assert explorer(client, "đê đi") == ["Đê điều"]
    Page.objects.get(pk=page.pk).delete()
    assert explorer(client, "de dieu") == []


def test_an_index_of_before_is_made_anew_by_one_update_index(client: Any, page: StandardPage) -> None:
    before = get_search_backend("wagtail.search.backends.database")
    before.add_bulk(StandardPage, list(StandardPage.objects.all()))
    assert explorer(client, "đất đai") == []
    update_index()
    assert explorer(client, "đất đai") == ["Quản lý đất đai"]
    update_index()
    assert explorer(client, "dat dai") == ["Quản lý đất đai"]
