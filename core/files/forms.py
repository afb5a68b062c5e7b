"""Wagtail's forms of images and documents: what is kept is shown, and only its tags change."""

from typing import Any

from django.db import transaction
from wagtail.admin.forms.collections import BaseCollectionMemberForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .keeping import is_decided, is_kept, kept_message

FREE = "tags"


class KeptFileForm(BaseCollectionMemberForm):
    """Locks the fields of a kept file before they are filled in, and says why where they were all the same.

    `kept`: approved content uses it, of which the template speaks; `held`: only work under way does.
    Every way of Wagtail's to edit a file goes through these forms: the edit view, the list of several uploads,
    the choosers and the API.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locked = is_kept(self.instance)
        self.kept = locked and is_decided(self.instance)
        self.held = locked and not self.kept
        if locked:
            for name in self.fields:
                if name != FREE and not self._was_sent(name):
                    self.fields[name].disabled = True
        if self.held:
            self["title"].help_text = kept_message(self.instance)

    def _was_sent(self, name: str) -> bool:
        """Whether the request holds the field; a file that it lacks stays enabled: it is not read anew then."""
        if not self.is_bound:
            return False
        widget = self.fields[name].widget
        omitted = widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))
        return name == "file" or not omitted

    def clean(self) -> Any:
        """Name every field of a kept file that would change; nothing that was entered is lost."""
        cleaned = super().clean()
        if self.kept or self.held:
            for name in self.changed_data:
                if name != FREE:
                    self.add_error(name, kept_message(self.instance))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save in one transaction, in which the row is locked while the rule is asked."""
        with transaction.atomic():
            return super().save(commit=commit)


class KeptImageForm(KeptFileForm, BaseImageForm):
    """Used for every image (WAGTAILIMAGES_IMAGE_FORM_BASE)."""


class KeptDocumentForm(KeptFileForm, BaseDocumentForm):
    """Used for every document (WAGTAILDOCS_DOCUMENT_FORM_BASE)."""

    original_file: Any

    def save(self, commit: bool = True) -> Any:
        """Throw the old file away once the new one is committed: Wagtail would do it before anything is asked."""
        old: Any = self.original_file
        self.original_file = None
        document = super().save(commit=commit)
        if commit and "file" in self.changed_data and old:
            transaction.on_commit(lambda: old.storage.delete(old.name))
        return document
