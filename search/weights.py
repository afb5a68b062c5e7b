"""The written table of what counts how much, the same for every engine.

    score = prior × (singles + PAIR_WEIGHT × pairs + questions' pairs × title cover)

`singles` and `pairs` are BM25 over fields combined by weight (Robertson, Zaragoza, Taylor: "Simple BM25
extension to multiple weighted fields", 2004); the title cover tells how much of the provision's title is
asked for. The figures were tuned on random halves of the judged questions and checked on the others:
docs/decisions/0008-ranking.md lists every idea that was tried.
"""

# An occurrence in the provision's title counts as this many in its text; the label is type, number and
# title of the document.
FIELD_WEIGHTS: dict[str, int] = {"title": 6, "label": 4, "text": 1}
# Vietnamese words are mostly pairs of syllables: a pair counts besides its two syllables.
PAIR_WEIGHT = 1.0
SINGLE_WEIGHT = 1.0
# What a question is made of ("được quy định như thế nào", "của"), as a share of a word with a meaning.
STOP_SHARE = 0.6
# What was not typed but means the same ("BHYT": "bảo hiểm y tế").
EQUIVALENT_SHARE = 0.5
# How soon repetitions stop counting, and how much long provisions are held back.
K1 = 0.9
B = 0.6

# The title cover: rarity in titles × 1 / (1 + COVER_LENGTH × syllables of the title), each word of the title once.
COVER_SINGLE = 0.018
COVER_PAIR = 0.012
COVER_LENGTH = 0.3

# What a provision is: definitions come first when a definition is asked for.
DEFINITIONS_ASKED = 1.5
DEFINITIONS = 1.1
ENFORCEMENT = 0.9
# The first article mostly tells what its document is about in the very words of the document's title.
FIRST_ARTICLE = 0.85
# What a document is, by code of its type (Luật Ban hành văn bản quy phạm pháp luật, Điều 4); others 1.
TYPE_WEIGHTS: dict[str, float] = {
    "bo-luat": 1.1,
    "luat": 1.05,
    "nghi-dinh": 1.05,
    "thong-tu": 0.95,
    "thong-tu-lien-tich": 0.8,
    "nghi-quyet": 0.7,
    "phap-lenh": 0.7,
}
# What has no effect any more comes a little later (R3). Set by judgement: the judged questions know no validity.
VALIDITY_WEIGHTS: dict[str, float] = {"expired": 0.85, "suspended": 0.95, "not_suitable": 0.9}
# A year more or less than RECENCY_YEAR, at most RECENCY_YEARS of them.
RECENCY = 0.01
RECENCY_YEAR = 2015
RECENCY_YEARS = 25

# A document whose number the query names comes before all others, one named in full before those.
NUMBER_MATCH = 10_000.0
NUMBER_EXACT = 20_000.0
# A question is answered by provisions with at least this share of its pairs.
QUESTION_SHARE = 0.2
