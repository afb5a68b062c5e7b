"""The form with which a batch of drafts is submitted; apps that make batches show it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from editorial.batches import submit_batch
from editorial.checklist import rules_for, to_confirm
from editorial.models import Item, Rule

from .decision import choice_of


class BatchForm(forms.Form):
    """Why these drafts, and what is confirmed of all of them."""

    reason = forms.CharField(
        label=gettext_lazy("What it is and where it comes from"), widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, section: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        wanted = to_confirm(rules_for(section), Rule.Moment.SUBMISSION)
        if wanted:
            self.fields["codes"] = choice_of(wanted, gettext_lazy("I confirm of all of them"))

    def submit(self, request: HttpRequest, title: str, drafts: list[tuple[int, str]]) -> Item | None:
        """Submit; None where something is missing, which the form then says."""
        if not self.is_valid():
            return None
        values = self.cleaned_data
        try:
            return submit_batch(
                title, self.section, drafts, request.user, values["reason"], codes=values.get("codes", ())
            )
        except ValidationError as error:
            self.add_error(None, error)
            return None
