"""Documents and their registers in the admin; a new document is filed below its year."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from . import import_views
from .filing import file_draft
from .listing import DocumentListingViewSet
from .menu import WritersMenuItem
from .models import DocumentField, DocumentType, ImportBatch, Issuer, LegalDocumentPage, Signer
from .reading import hooks as reading_hooks  # noqa: F401
from .relations import hooks as relation_hooks  # noqa: F401
from .review import hooks as review_hooks  # noqa: F401
from .structure import hooks as structure_hooks  # noqa: F401


class IssuerViewSet(SnippetViewSet):
    model = Issuer
    icon = "site"
    list_display = ["name", "short_code"]
    search_fields = ["name", "short_code", "aliases__name"]


class DocumentTypeViewSet(SnippetViewSet):
    model = DocumentType
    icon = "doc-full"
    list_display = ["name", "abbreviation", "category"]
    list_filter = ["category"]
    search_fields = ["name", "abbreviation"]


class DocumentFieldViewSet(SnippetViewSet):
    model = DocumentField
    icon = "folder-open-inverse"
    list_display = ["name", "code"]
    search_fields = ["name"]


class SignerViewSet(SnippetViewSet):
    model = Signer
    icon = "edit"
    list_display = ["name"]
    search_fields = ["name"]


class RegistersGroup(SnippetViewSetGroup):
    items = (IssuerViewSet, DocumentTypeViewSet, DocumentFieldViewSet, SignerViewSet)
    menu_icon = "list-ul"
    menu_label = _("Document registers")
    menu_name = "document-registers"


register_snippet(RegistersGroup)


class ReadOnly(PermissionHelper):
    """Nobody makes, changes or deletes rows by hand, superusers included."""

    def user_can_create(self, user: Any) -> bool:
        """Never."""
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """Never."""
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        """Never."""
        return False


class ImportBatchAdmin(ModelAdmin):
    """The record of imports, to read only."""

    model = ImportBatch
    menu_icon = "download"
    menu_label = _("Imports of documents")
    list_display = ["file_name", "started_at", "finished_at", "started_by", "takeover_reason", "counts"]
    inspect_view_enabled = True
    permission_helper_class = ReadOnly
    add_to_settings_menu = True


modeladmin_register(ImportBatchAdmin)


@hooks.register("register_admin_viewset")
def register_document_listing() -> DocumentListingViewSet:
    """All documents in one list with the columns and filters that an editor needs."""
    return DocumentListingViewSet("legal_documents")


@hooks.register("register_admin_urls")
def register_import_addresses() -> list[URLPattern]:
    """Import of documents from a file."""
    return [
        path("legal-import/", import_views.upload, name="regulations_import"),
        path("legal-import/template/", import_views.download_template, name="regulations_import_template"),
        path("legal-import/<int:batch_id>/", import_views.show_preview, name="regulations_import_preview"),
        path(
            "legal-import/<int:batch_id>/status/",
            import_views.show_status,
            name="regulations_import_status",
        ),
        path(
            "legal-import/<int:batch_id>/submit/",
            import_views.submit_import,
            name="regulations_import_submit",
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_import_menu_item() -> MenuItem:
    """Shown beside the documents."""
    return WritersMenuItem(
        _("Import documents"), reverse("regulations_import"), icon_name="download", order=160
    )


@hooks.register("after_create_page")
def file_new_document(request: HttpRequest, page: Page) -> None:
    """The editor starts at the index; the system files the page."""
    if isinstance(page, LegalDocumentPage):
        file_draft(page)
