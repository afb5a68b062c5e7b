from hypothesis import given, settings

from core.legal_text.amending import Operation, apply
from tests.core.amending.samples import documents, operations, pieces


@settings(max_examples=150, deadline=None)
@given(documents(), operations())
def test_an_operation_on_one_provision_changes_no_other(text: str, operation: Operation) -> None:
    done = apply(text, [operation])
    (path,) = operation.scopes
    before, after = pieces(text), pieces(done.text)
    for other in before.keys() | after.keys():
        if other != path and not other.startswith(f"{path}/"):
            assert before.get(other) == after.get(other)
    assert bool(done.annotations) == (not done.refused)
    assert done.annotations or done.text == text
