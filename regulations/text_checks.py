"""Whether a document's text can be taken apart into provisions."""

from django.utils.translation import gettext as _

from core.legal_text.paths import label
from core.legal_text.structure import DuplicateProvision, parse, unknown_marks


def text_errors(text: str) -> list[str]:
    """Messages for the editor; empty where the text is in order."""
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
