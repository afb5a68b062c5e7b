"""The text of a document after operations on it.

How new text takes the place of old: NĐ 34/2016/NĐ-CP, NĐ 78/2025/NĐ-CP; that repealed provisions stay, with a note:
consolidated texts (Pháp lệnh 01/2012/UBTVQH13). What doesn't fit exactly is refused with a reason, never forced.
"""

from collections.abc import Iterator, Sequence

from core.legal_text.amending.edits import Edit, check, edited
from core.legal_text.amending.inserting import insert
from core.legal_text.amending.operations import Kind, Operation
from core.legal_text.amending.replacing import repeal, replace
from core.legal_text.amending.results import Annotation, Applied, Reason, Refusal, Refused
from core.legal_text.amending.words import change_words


def apply(text: str, operations: Sequence[Operation], beside: Sequence[Operation] = ()) -> Applied:
    """Apply operations in their order to a marked text; all must be meant for it.

    What a sentence replaces or inserts is applied whole or not at all; where words change or provisions are
    repealed, each place is applied or refused by itself. `beside`: operations that share sentences with these and are
    not to be applied. Raise DuplicateProvision for a text that `parse` refuses.
    """
    annotations: list[Annotation] = []
    refused: list[Refused] = []
    together = [*operations, *beside]
    for index, operation in enumerate(operations):
        failed: list[Refusal] = []
        try:
            edits = list(_edits(text, operation, together, failed))
            changed = edited(text, edits)
            check(text, changed, edits, operation.kind)
        except Refusal as refusal:
            failed, edits, changed = [refusal], [], text
        text = changed
        annotations += [Annotation(path, index) for path in dict.fromkeys(edit.path for edit in edits)]
        refused += [Refused(index, refusal.path, refusal.reason) for refusal in failed]
    return Applied(text, tuple(annotations), tuple(refused))


def _edits(
    text: str, operation: Operation, together: Sequence[Operation], failed: list[Refusal]
) -> Iterator[Edit]:
    match operation.kind:
        case Kind.REPLACE:
            return replace(text, operation, together)
        case Kind.INSERT:
            return insert(text, operation, together)
        case Kind.REPEAL:
            return repeal(text, operation, failed)
        case Kind.WORDS:
            return change_words(text, operation, failed)
    raise Refusal(Reason.UNREAD)
