"""The union of articles: nothing is lost, order is kept, twice is once."""

from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.structure import parse
from regulations.importing.merging import article_order, union
from regulations.importing.rows import Article

numbers = st.builds(
    lambda value, letter: f"{value}{letter}", st.integers(1, 30), st.sampled_from(["", "", "", "a", "b", "đ"])
)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40).map(str.strip)
articles = st.lists(
    st.builds(Article, numbers, st.just(""), texts), max_size=12, unique_by=lambda article: article.number
)


def numbers_of(text):
    return [part.number.lower() for part in parse(text) if part.kind == "article"]


@given(articles, articles)
def test_union_holds_all_articles_in_order(first, second):
    text = union(union("", first, newer_wins=True), second, newer_wins=False)
    expected = {article.number for article in first} | {article.number for article in second}
    assert set(numbers_of(text)) == expected
    assert numbers_of(text) == sorted(numbers_of(text), key=article_order)


@given(articles, articles)
def test_present_articles_stay_unless_the_newer_wins(first, second):
    text = union("", first, newer_wins=True)
    content = {part.number: part.content for part in parse(union(text, second, newer_wins=False))}
    for article in first:
        assert content[article.number] == article.text
    content = {part.number: part.content for part in parse(union(text, second, newer_wins=True))}
    for article in second:
        assert content[article.number] == article.text


@given(articles, articles)
def test_the_same_again_changes_nothing(first, second):
    text = union(union("", first, newer_wins=True), second, newer_wins=True)
    assert union(text, second, newer_wins=True) == text
    assert union(text, first, newer_wins=False) == text


def test_chapters_and_appendices_stay_in_place():
    text = "Căn cứ Luật;\n§ Chương I\n§ Điều 1. A\na\n§ Điều 3. C\nc\n§ Chương II\n§ Điều 5. E\ne\n§ Phụ lục 1\n§ Điều 2. X\nx\n"
    new = [Article("2", "B", "b"), Article("4", "D", "d"), Article("9", "I", "i")]
    joined = union(text, new, newer_wins=False)
    assert [part.path for part in parse(joined)] == [
        "mo-dau",
        "chuong-1",
        "dieu-1",
        "dieu-2",
        "dieu-3",
        "dieu-4",
        "chuong-2",
        "dieu-5",
        "dieu-9",
        "phu-luc-1",
        "phu-luc-1/dieu-2",
    ]
