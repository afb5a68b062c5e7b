"""Whether a document's text is Unicode and can be taken apart into provisions."""

from django.utils.translation import gettext as _

from core.legacy_text.repairing import repair
from core.legal_text.paths import label
from core.legal_text.structure import DuplicateProvision, parse, unknown_marks
from core.text import nfc


def text_errors(text: str) -> list[str]:
    """Messages for the editor; empty where the text is in order."""
    if old := repair(text):
        return [
            _(
                "Lines %(lines)s are in an old encoding (%(encoding)s). Convert them to Unicode, or let the document "
                "be read from its file."
            )
            % {"lines": ", ".join(map(str, _differing(text, old.text)[:10])), "encoding": old.encoding}
        ]
    try:
        parse(text)
    except DuplicateProvision as error:
        return [
            _(
                "%(provision)s starts twice, in lines %(first)d and %(second)d. Remove the “§ ” before the line "
                "that only quotes it."
            )
            % {"provision": label(error.path), "first": error.lines[0], "second": error.lines[1]}
        ]
    if lines := unknown_marks(text):
        return [
            _("Lines %(lines)s begin with “§ ” but name no chapter, article or appendix. Remove the sign.")
            % {"lines": ", ".join(map(str, lines[:10]))}
        ]
    return []


def _differing(text: str, other: str) -> list[int]:
    pairs = zip(nfc(text).split("\n"), nfc(other).split("\n"), strict=True)
    return [at for at, (line, mended) in enumerate(pairs, 1) if line != mended]
