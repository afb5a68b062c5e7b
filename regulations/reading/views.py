"""A new document from a file in the admin: upload, progress, confirmation."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import FileExtensionValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from core.files.responses import file_response
from core.legal_text.outline import read_outline
from regulations.extraction.errors import UnreadableFile
from regulations.extraction.pdf import picture
from regulations.extraction.reading import check_file, is_word
from regulations.import_views import require_importer
from regulations.importing.readers import file_digest
from regulations.models import DocumentType, FileReading

from .form import ReadingForm
from .making import AlreadyThere, make_draft, refusal
from .running import queue, stop

KEPT = frozenset(ReadingForm.base_fields)
SECONDS = 5
"""Between two looks at a reading under way."""


class UploadForm(forms.Form):
    """The file; looked at as soon as it is there, so that a bad one is refused at once."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF or Word (.docx), up to 100 MB and 500 pages."),
        validators=[FileExtensionValidator(["pdf", "docx"])],
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )

    def clean_file(self) -> Any:
        """Raise `ValidationError` for what cannot be read; else the form's `reading` says what the file is."""
        file = self.cleaned_data["file"]
        with NamedTemporaryFile() as local:
            for chunk in file.chunks():
                local.write(chunk)
            local.flush()
            path = Path(local.name)
            try:
                self.reading = FileReading(
                    file_name=Path(file.name).name[:200], is_word=is_word(path), pages=check_file(path)
                )
            except UnreadableFile as error:
                raise ValidationError(str(error)) from error
            self.reading.file_digest = file_digest(path)
        return file


def own_reading(request: Any, reading_id: int) -> FileReading:
    """A file of the person who asks; raises `PermissionDenied` and `Http404`."""
    require_importer(request)
    return get_object_or_404(
        FileReading.objects.select_related("page"), pk=reading_id, created_by=request.user
    )


def upload(request: Any) -> HttpResponse:
    """Choose a file."""
    require_importer(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        reading, file = form.reading, form.cleaned_data["file"]
        reading.created_by = request.user
        reading.file.save(
            f"{reading.file_digest[:16]}.{'docx' if reading.is_word else 'pdf'}", file, save=False
        )
        reading.save()
        queue(reading)
        return redirect("regulations_reading", reading.pk)
    recent = FileReading.objects.filter(created_by=request.user).defer("recognised", "result", "entered")[:10]
    return render(request, "regulations/admin/reading_upload.html", {"form": form, "recent": recent})


def show_status(request: HttpRequest, reading_id: int) -> HttpResponse:
    """How far it is, or what is wrong with the file; a POST stops it or lets it go on."""
    reading = own_reading(request, reading_id)
    if request.method == "POST":
        (stop if request.POST.get("action") == "stop" else queue)(reading)
        return redirect("regulations_reading", reading.pk)
    if reading.page:
        return redirect("wagtailadmin_pages:edit", reading.page.pk)
    if reading.is_ready:
        return redirect("regulations_reading_confirm", reading.pk)
    response = render(request, "regulations/admin/reading_status.html", {"reading": reading})
    if reading.queued_at and not reading.finished_at:
        response["Refresh"] = str(SECONDS)
    return response


def confirm(request: Any, reading_id: int) -> HttpResponse:
    """What was read beside the pages of the file; a POST makes the draft, or keeps what was entered."""
    reading = own_reading(request, reading_id)
    if reading.page or not reading.is_ready:
        return redirect("regulations_reading", reading.pk)
    options: dict[str, Any] = {"reading": reading, "user": request.user}
    if request.method == "POST":
        reading.entered = {
            name: [value.replace("\0", "") for value in request.POST.getlist(name)]
            for name in request.POST
            if name in KEPT
        }
        reading.save(update_fields=["entered"])
        form = ReadingForm(request.POST, **options)
        if form.is_valid() and "keep" not in request.POST and (page := _make(request, form, reading)):
            messages.success(request, _("The draft was made. Look through it, and submit it."))
            return redirect("wagtailadmin_pages:edit", page.pk)
    elif reading.entered:
        form = ReadingForm(_posted(reading.entered), **options)
    else:
        form = ReadingForm(**options)
    context = {
        "reading": reading,
        "form": form,
        "pages": () if reading.is_word else range(1, reading.pages + 1),
        "provisions": _provisions(form, reading),
        "types": DocumentType.objects.all(),
        "kept": "keep" in request.POST,
    }
    return render(request, "regulations/admin/reading_confirm.html", context)


def _make(request: Any, form: ReadingForm, reading: FileReading) -> Any:
    """The draft; None where the form now says what is in the way."""
    try:
        return make_draft(reading, form.cleaned_data, request.user)
    except AlreadyThere as found:
        if found.editable:
            form.offer_new_version(found.twin)
        error = refusal(found)
    except ValidationError as invalid:
        error = invalid
    known = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, problems in known.items():
        form.add_error(name if name in form.fields else None, problems)
    return None


def _posted(entered: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in entered.items():
        data.setlist(name, values)
    return data


def _provisions(form: ReadingForm, reading: FileReading) -> list[tuple[str, int | None]]:
    """Heading, and page where it was read, of each provision as the text is marked now."""
    found = read_outline(str(form["text"].value() or "").replace("\r\n", "\n"))
    pages = {} if reading.is_word else reading.result["pages"]
    return [(one.heading, pages.get(str(one.path))) for _line, one in found.entries if one.heading]


@require_safe
def show_picture(request: HttpRequest, reading_id: int, number: int) -> HttpResponse:
    """A page of the file, from 1, as a picture."""
    reading = own_reading(request, reading_id)
    if reading.is_word:
        raise Http404
    try:
        with reading.file.open("rb") as file:
            found = picture(file, number - 1)
    except (UnreadableFile, OSError):
        found = None
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="image/jpeg")
    patch_cache_control(response, private=True, max_age=3600)
    return response


@require_safe
def show_file(request: HttpRequest, reading_id: int) -> HttpResponseBase:
    """The file itself."""
    reading = own_reading(request, reading_id)
    return file_response(request, default_storage, str(reading.file.name), public=False)


@require_POST
def discard(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Throw away a file that became nothing."""
    reading = own_reading(request, reading_id)
    if reading.page is None:
        reading.file.delete(save=False)
        reading.delete()
        messages.success(request, _("The file was thrown away."))
    return redirect("regulations_reading_upload")
