"""A vocabulary in memory, counted from a few texts."""

from collections import Counter
from collections.abc import Collection

from core.text import pairs
from search.words import fold_all, syllables

TEXTS = {
    "quyết định của ủy ban nhân dân tỉnh": 5_000,
    "nghị định của chính phủ quy định chi tiết": 700,
    "quy định về thuế thu nhập cá nhân": 400,
    "xử phạt vi phạm hành chính": 800,
    "xử phạt hành chính": 300,
    "phát hành trái phiếu": 90,
    "đăng ký kết hôn": 80,
    "quản lý sử dụng đất đai": 500,
    "giấy phép lái xe": 120,
    "người lao động không được": 200,
    "như thế nào": 50,
    "đúng không": 30,
    "bao nhiêu ngày": 20,
    "nhiều bao bì": 25,
}


class MemoryVocabulary:
    """Frequencies of what `TEXTS` hold; counts how often it is asked, and for how many words."""

    def __init__(self, texts: dict[str, int] = TEXTS) -> None:
        self.passages = sum(texts.values())
        self.counts = {True: Counter[str](), False: Counter[str]()}
        self.asked: list[int] = []
        for text, times in texts.items():
            for accented in (True, False):
                words = syllables(text) if accented else fold_all(syllables(text))
                for word in {*words, *pairs(words)}:
                    self.counts[accented][word] += times

    def frequencies(self, words: Collection[str], accented: bool) -> dict[str, int]:
        """Of those that occur."""
        self.asked.append(len(words))
        return {word: self.counts[accented][word] for word in words if self.counts[accented][word]}

    def spellings(self, folded: Collection[str], least: int) -> dict[str, int]:
        """Those that fold to one of these."""
        self.asked.append(len(folded))
        wanted = set(folded)
        return {
            word: count
            for word, count in self.counts[True].items()
            if count >= least and "_".join(fold_all(word.split("_"))) in wanted
        }
