"""The codes that document numbers are made of, as the public types them."""

import re

from core.legal_text.numbers import TYPE_CODES

# What only stands for the type of a document. "luat" is how a query says "a law of whatever number".
LAW = "luat"
LETTER = "cv"
TYPES: frozenset[str] = frozenset(TYPE_CODES.values()) - {""} | {
    "lct",
    "nqlb",
    "ttlb",
    "ttln",
    LETTER,
    LAW,
}

# Types by which people call a document with its bare number: "nghị định 100", "tt 35".
STRONG_TYPES: frozenset[str] = frozenset({"ct", LAW, "nd", "nq", "nqlt", "pl", "sl", "tt", "ttlt"})
STRONG_ABBREVIATIONS: frozenset[str] = frozenset({"nd", "nq", "qd", "tt", "ttlt"})

# Joint types are always written in the number; the National Assembly's numbers carry only these unwritten.
JOINT_TYPES: frozenset[str] = frozenset({"nqlb", "nqlt", "ttlb", "ttln", "ttlt"})
ASSEMBLY_TYPES: frozenset[str] = frozenset({LAW, "nq", "pl"})

# Folded name of a type → code, longest names first. "quy định", "hợp đồng" and the like are words of
# ordinary questions and name no document by themselves.
_NOT_NAMES = {"quy dinh", "hop dong", "du an", "de an", "lenh", "bien ban", "quy che", "phuong an"}
_NAME_CODES = {
    **{name: code or LAW for name, code in TYPE_CODES.items() if name not in _NOT_NAMES},
    "cong van": LETTER,
}
TYPE_NAMES: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    sorted(((tuple(name.split()), code) for name, code in _NAME_CODES.items()), key=lambda row: -len(row[0]))
)

# Issuers, ministries of all times among them, departments of a province, offices inside a committee.
_ISSUERS = """
tw bct bbt tu hu dtu ubkt bttw bdvtw btctw bnctw ubtvqh qh ctn cp ttg vpcp vpqh vpctn hdbt hdcp hdnn
hdtp tandtc vksndtc vkstc tatc vksndt tand vksnd ktnn ttcp hdbcqg ubtwmttqvn ubtumttqvn mttw mttq mttqvn
dctubtwmttqvn tld tldldvn twd twdtn hnd hpn hccb hccbvn twhccbvn ccbvn ccb twhpn
bca bct bctn bkh bkhdt bkhcn bkhcnmt bgd bgddt bgdvdt bgtvt bldtbxh bldtb bld bnn bnnptnt bnnptn bnnpttn
bnnmt bnv bng bqp btc btm btnmt btp bttt btttt btt bvh bvhtt bvhttdl bvhttvdl bvhtttt bxd byt bcn bts bnl
bcnnd bcntd bdt bdttg bdtg bdtvtg ubdt ubdtmn ubtdtt ubtdtt ubdsgdte nhnn nhnnvn bbcvt btccbcp tccp tccb btccp
bhxh bhxhvn tctk tcdc tchq tct tcdn tccn ttx ttxvn vtv vov kbnn sovn dtmn pclb lb ln tc vhtt nnptnt gddt
ubnd hdnd ttubnd ttr vp vpub vpubnd vphdnd vpddbqh bql bqlkkt bqlkcn
snv sngv stc skhdt sct sxd stp syt sgddt sgtvt sgtcc skhcn stttt stnmt snnptnt snnmt sldtbxh svhttdl svhtt
sdl sdtg sdttg bdtdt tt ttdvdn bcd pccc vks kbnn
"""
ISSUERS: frozenset[str] = frozenset(_ISSUERS.split())
# Offices of a committee that follow it in letters, "3954/UBND-VX"; too short to mean anything alone.
_OFFICES = "vx kgvx kt ktth ktn nc ncpc th tc xd xdcb cn gt nn nl kh dn tnmt tt tcd"
OFFICES: frozenset[str] = frozenset(_OFFICES.split())
_TERM = re.compile(r"(?:ubtvqh|qh|hdnn)[0-9]{1,2}|(?:nhnn|c|x|v|a)[0-9]{1,2}")
_TERM_ALONE = re.compile(r"(?:ubtvqh|qh|hdnn|nhnn)[0-9]{1,2}")


def is_type(code: str) -> bool:
    """Tell whether a folded code stands for a type of document."""
    return code in TYPES


def is_issuer(code: str) -> bool:
    """Tell whether a folded code stands for a known issuer: "ubnd", "btc", "qh13"."""
    return code in ISSUERS or _TERM_ALONE.fullmatch(code) is not None


def is_known(code: str) -> bool:
    """Tell whether a folded code is a known type or issuer."""
    return is_type(code) or is_issuer(code)


def is_term(code: str) -> bool:
    """Tell whether a code is one that ends in digits: "qh13", "nhnn7", "c13"."""
    return _TERM.fullmatch(code) is not None


def split_joined(code: str) -> tuple[str, ...]:
    """Return a type and an issuer written together apart: "qdubnd" → ("qd", "ubnd"); else the code alone."""
    if is_known(code):
        return (code,)
    for length in range(min(len(code) - 2, 4), 0, -1):
        if is_type(code[:length]) and is_issuer(code[length:]):
            return code[:length], code[length:]
    return (code,)
