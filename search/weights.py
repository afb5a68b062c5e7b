"""The written table of what counts how much, the same for every engine.

The form is BM25 over fields combined by weight (Robertson, Zaragoza, Taylor: "Simple BM25 extension to
multiple weighted fields", 2004), once over pairs of syllables and once over single ones, added up.
The figures were chosen on a random half of the judged questions.
"""

# An occurrence in the provision's title counts as this many in its text; the label is type, number and
# title of the document.
FIELD_WEIGHTS: dict[str, int] = {"title": 4, "label": 3, "text": 1}
# Vietnamese words are mostly pairs of syllables, so pairs say more.
PAIR_WEIGHT = 1.5
SINGLE_WEIGHT = 1.0
# How soon repetitions stop counting, and how much long provisions are held back.
K1 = 0.9
B = 0.6
# A document whose number the query names comes before all others, one named in full before those.
NUMBER_MATCH = 10_000.0
NUMBER_EXACT = 20_000.0
# A question is answered by provisions with at least this share of its pairs.
QUESTION_SHARE = 0.3
