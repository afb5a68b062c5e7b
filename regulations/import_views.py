"""Import in the admin: template, upload, preview, confirmation, progress."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import FileExtensionValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from editorial.admin.batches import BatchForm

from .filing import document_index
from .importing.preview import outcome_labels
from .importing.readers import ENDINGS, ending_of, file_digest
from .importing.tasks import check_uploaded_import, run_uploaded_import, uploaded
from .importing.workbook import template
from .models import ImportBatch

LARGEST = 50 * 1024 * 1024
LONGEST_NAME = 200
SECONDS = 5
"""Between two looks at a file that is being checked."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """The file to import."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Excel (.xlsx, made from the template) or JSON lines (.jsonl, .jsonl.gz)."),
        validators=[FileExtensionValidator(["xlsx", "jsonl", "gz"])],
    )

    def clean_file(self) -> Any:
        """Raise `ValidationError` for a file that is too large for an upload."""
        file = self.cleaned_data["file"]
        if not ending_of(file.name):
            raise ValidationError(
                _("Give a file that ends in %(endings)s.") % {"endings": ", ".join(ENDINGS)}
            )
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 50 MB; import it by the command instead."))
        return file


def short_name(name: str) -> str:
    """The last part of a file's name with its ending, cut in between to fit its field."""
    base, ending = Path(name).name, ending_of(name)
    return f"{base[: min(len(base), LONGEST_NAME) - len(ending)]}{ending}"


def may_import(request: HttpRequest) -> bool:
    """Those who may write documents may import drafts of them."""
    return bool(document_index().permissions_for_user(request.user).can_add_subpage())


def require_importer(request: HttpRequest) -> None:
    """Raise `PermissionDenied` for those who may not import."""
    if not may_import(request):
        raise PermissionDenied


def own_batch(request: Any, batch_id: int) -> ImportBatch:
    """An upload of the person who asks."""
    require_importer(request)
    return get_object_or_404(ImportBatch, pk=batch_id, started_by=request.user)


def upload(request: Any) -> HttpResponse:
    """Choose a file."""
    require_importer(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        batch = ImportBatch(file_name=short_name(file.name), started_by=request.user)
        # A name in Vietnamese letters may have more bytes than a file system takes.
        batch.file.save(f"import{ending_of(batch.file_name)}", file, save=False)
        with TemporaryDirectory() as folder:
            batch.file_digest = file_digest(uploaded(batch, folder))
        batch.save()
        transaction.on_commit(lambda: check_uploaded_import.enqueue(batch.pk))
        return redirect("regulations_import_preview", batch.pk)
    recent = ImportBatch.objects.filter(started_by=request.user)[:10]
    return render(request, "regulations/admin/import_upload.html", {"form": form, "recent": recent})


def show_preview(request: HttpRequest, batch_id: int) -> HttpResponse:
    """What the file would bring, once it was looked through; a POST starts the import."""
    batch = own_batch(request, batch_id)
    if batch.problem:
        messages.error(request, batch.problem)
        return redirect("regulations_import")
    if batch.preview is None:
        response = render(request, "regulations/admin/import_checking.html", {"batch": batch})
        response["Refresh"] = str(SECONDS)
        return response
    if request.method == "POST":
        if ImportBatch.objects.filter(pk=batch.pk, queued_at=None).update(queued_at=timezone.now()):
            transaction.on_commit(lambda: run_uploaded_import.enqueue(batch.pk))
        return redirect("regulations_import_status", batch.pk)
    context = {"batch": batch, "preview": batch.preview, "labels": outcome_labels()}
    return render(request, "regulations/admin/import_preview.html", context)


def show_status(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How far the import is, and what became of the rows."""
    batch = own_batch(request, batch_id)
    return render(
        request, "regulations/admin/import_status.html", {"batch": batch, "labels": outcome_labels()}
    )


def submit_import(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Hand in the drafts of a finished import as one piece of work."""
    batch = own_batch(request, batch_id)
    if batch.finished_at is None:
        messages.error(request, _("The import is not finished yet."))
        return redirect("regulations_import_status", batch.pk)
    section = document_index()
    form = BatchForm(request.POST or None, section=section)
    if request.method == "POST":
        drafts = list(batch.rows.values_list("page_id", "warnings"))
        if item := form.submit(request, _("Import: %(file)s") % {"file": batch.file_name}, drafts):
            messages.success(request, _("Submitted for approval."))
            return redirect("approval_decision", item.pk)
    return render(request, "regulations/admin/import_submit.html", {"batch": batch, "form": form})


def download_template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    require_importer(request)
    response = HttpResponse(template(), content_type=WORKBOOK)
    response["Content-Disposition"] = 'attachment; filename="mau-nhap-van-ban.xlsx"'
    return response
