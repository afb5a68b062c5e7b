"""Addresses of "new document from a file" in the admin."""

from django.urls import path

from . import views

urlpatterns = [
    path("legal-reading/", views.upload, name="regulations_reading_upload"),
    path("legal-reading/<int:reading_id>/", views.show_status, name="regulations_reading"),
    path("legal-reading/<int:reading_id>/confirm/", views.confirm, name="regulations_reading_confirm"),
    path(
        "legal-reading/<int:reading_id>/page/<int:number>/",
        views.show_picture,
        name="regulations_reading_picture",
    ),
    path("legal-reading/<int:reading_id>/file/", views.show_file, name="regulations_reading_file"),
    path("legal-reading/<int:reading_id>/discard/", views.discard, name="regulations_reading_discard"),
]
