"""What a text states of other documents, and which document of the collection it means."""

import pytest

from core.legal_text.acts import Verb
from core.legal_text.structure import unmarked
from regulations.relations.matching import Candidate, Named, match
from regulations.relations.names import name_key, target_key
from regulations.relations.reading import cited_before, read_relations

TEXT = """Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;
Căn cứ Nghị định số 15/2023/NĐ-CP ngày 04 tháng 5 năm 2023 của Chính phủ;
§ Điều 1. Sửa đổi, bổ sung khoản 2 Điều 8 Nghị định số 15/2023/NĐ-CP
Sửa đổi, bổ sung khoản 2 Điều 8 Nghị định số 15/2023/NĐ-CP như sau:
“2. Người nộp hồ sơ được trả lời theo Nghị định số 99/2020/NĐ-CP.”
§ Điều 2. Hiệu lực
1. Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2025.
2. Quyết định số 3/2019/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.
3. Trình tự thực hiện theo Điều 5 Quyết định số 7/2021/QĐ-UBND và Quyết định số 9/2025/QĐ-UBND.
"""


def test_what_a_text_states() -> None:
    found = read_relations(TEXT, "9/2025/QĐ-UBND", known=["luat dat dai"])
    assert [(one.verb, one.number or one.name, one.own_path, one.target_path) for one in found] == [
        (Verb.BASED_ON, "Luật Đất đai", "", ""),
        (Verb.BASED_ON, "15/2023/NĐ-CP", "", ""),
        (Verb.AMENDS, "15/2023/NĐ-CP", "dieu-1", "dieu-8/khoan-2"),
        (Verb.REPEALS, "3/2019/QĐ-UBND", "dieu-2/khoan-2", ""),
        (Verb.CITES, "7/2021/QĐ-UBND", "dieu-2/khoan-3", "dieu-5"),
    ]
    words = unmarked(TEXT)
    assert all(one.quote in words for one in found)


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ("Bãi bỏ điểm a khoản 2 Điều 8 ", "dieu-8/khoan-2/diem-a"),
        ("theo quy định tại Điều 12a của ", "dieu-12a"),
        ("Phụ lục II ban hành kèm theo ", "phu-luc-2"),
        ("được quy định trong ", ""),
        ("Điều 3 được thực hiện theo ", ""),
    ],
)
def test_the_provision_named_before_a_document(before: str, path: str) -> None:
    assert cited_before(before) == path


def test_names_of_laws() -> None:
    assert name_key("Luật", "Đất đai") == name_key("Luật", "Luật  Đất đai") == "luat dat dai"
    assert name_key("Bộ luật", "Dân sự") == "bo luat dan su"
    assert name_key("Nghị định", "Về đất đai") == name_key("Luật", "") == ""
    assert target_key("15/2023/nđ-cp", "") == target_key("15/2023/NĐ-CP", "Nghị định")
    assert target_key("", "Luật Đất đai") == name_key("Luật", "Đất đai")


OLD = Candidate(1, "13-2003-qh11", "luat dat dai", 2003)
NEW = Candidate(2, "31-2024-qh15", "luat dat dai", 2024)


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        (Named("luat dat dai", year=2003), 1),
        (Named("luat dat dai", written=2020), 1),
        (Named("luat dat dai", written=2025), 2),
        (Named("luat dat dai", written=2000), None),
        (Named("luat dat dai"), None),
        (Named("luat dat dai", year=2013), None),
        (Named("31-2024-qh15"), 2),
        (Named("99-2024-qh15"), None),
    ],
)
def test_a_law_called_by_its_name(named: Named, meant: int | None) -> None:
    assert match(named, [OLD, NEW]) == meant


def test_a_number_of_several_issuers_means_the_namesake_of_the_one_who_writes() -> None:
    one, other = (
        Candidate(1, "5-2020-qd-ubnd", "", 2020, frozenset({7})),
        Candidate(2, "5-2020-qd-ubnd", "", 2020, frozenset({8})),
    )
    assert match(Named("5-2020-qd-ubnd", issuers=frozenset({8})), [one, other]) == 2
    assert match(Named("5-2020-qd-ubnd"), [one, other]) is None
    assert match(Named("5-2020-qd-ubnd", issuers=frozenset({9})), [one]) == 1
