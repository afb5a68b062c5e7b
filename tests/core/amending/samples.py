"""An amending article, read; a text, amended."""

from hypothesis import strategies as st

from core.legal_text.amending import Applied, Kind, Operation, Source, apply, read_operations
from core.legal_text.clauses import read_parts
from core.legal_text.structure import parse

TITLE = "Sửa đổi, bổ sung một số điều của Nghị định số 1/2020/NĐ-CP ngày 01 tháng 02 năm 2020 của Chính phủ"
LEAD = "Sửa đổi, bổ sung một số điều của Nghị định số 7/2021/NĐ-CP về phí, lệ phí"


def read(body: str, title: str = TITLE, heading: str = LEAD) -> list[Operation]:
    return read_operations(parse(f"§ Điều 1. {heading}\n{body}\n"), title)


def one(body: str, **where: str) -> Operation:
    (operation,) = read(body, **where)
    return operation


BASE = """Căn cứ Luật Phí;
§ Điều 1. Phạm vi của Bộ A
Bộ A quy định:
1. Khoản một:
a) Điểm a của Bộ A;
b) Điểm b.
2. Khoản hai của Bộ A, Bộ B, Bộ C.
3. Khoản ba.
§ Chương II
§ Điều 2. Hai
Một đoạn.
§ Điều 3. Ba
1. Một.
2. Hai.
Chương III
CUỐI CÙNG
"""


# What an operation that no text says comes from.
NOWHERE = Source("dieu-1", 0, 0)


def amended(body: str, base: str = BASE) -> Applied:
    return apply(base, read(body))


def changed(body: str) -> str:
    done = amended(body)
    assert done.refused == ()
    return done.text


def pieces(text: str) -> dict[str, str]:
    """Every article, clause and point by its path, with its own text."""
    found = {}
    for provision in parse(text):
        head, _, body = provision.text.partition("\n")
        found[provision.path] = head
        for part in read_parts(body):
            found[f"{provision.path}/{part.path}"] = body[part.start : part.end].rstrip()
    return found


KINDS = (Kind.REPLACE, Kind.INSERT, Kind.REPEAL, Kind.WORDS)
WORDS = st.text("ab 12.)(;“”\n§Điều", max_size=25)


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = []
    for article in range(1, draw(st.integers(1, 4)) + 1):
        lines.append(f"§ Điều {article}. Tên")
        for clause in range(1, draw(st.integers(0, 3)) + 1):
            lines.append(f"{clause}. Khoản a b.")
            lines += [f"{letter}) điểm a b;" for letter in "abc"[: draw(st.integers(0, 3))]]
    return "\n".join(lines) + "\n"


@st.composite
def operations(draw: st.DrawFn, kinds: tuple[Kind, ...] = KINDS) -> Operation:
    article, clause, point = draw(st.integers(1, 4)), draw(st.integers(0, 3)), draw(st.sampled_from(" abc"))
    path = f"dieu-{article}"
    label, text = f"Điều {article}. ", draw(WORDS)
    if clause:
        path, label = f"{path}/khoan-{clause}", f"{clause}. "
        if point.strip():
            path, label = f"{path}/diem-{point}", f"{point}) "
    kind = draw(st.sampled_from(kinds))
    old, new = draw(st.sampled_from(["a", "b.", "1", "1. Khoản", "a b"])), draw(WORDS)
    return Operation(kind, NOWHERE, "", (path,), text=label + text, old=old, new=new)
