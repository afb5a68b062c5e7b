"""Which files decided revisions use; and files found by their name in the store, at every request for one.

`manage.py record_file_uses` fills the table for decisions from before: models of migrations lack what reads
blocks and rich text. The indexes lie on Wagtail's tables; where a release of Wagtail makes one of these anew on
SQLite, its index is lost, and the look-up gets slower, not wrong.
"""

import django.db.models.deletion
from django.db import migrations, models

INDEXES = {
    "core_image_file": "wagtailimages_image",
    "core_rendition_file": "wagtailimages_rendition",
    "core_document_file": "wagtaildocs_document",
}


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0002_record"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecidedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("image", "image"), ("document", "document")], max_length=10, verbose_name="kind"
                    ),
                ),
                ("file_id", models.PositiveBigIntegerField(verbose_name="number of the file")),
                ("name", models.CharField(max_length=255, verbose_name="name in the store")),
                ("digest", models.CharField(max_length=64, verbose_name="digest of the file")),
                ("data_digest", models.CharField(max_length=64, verbose_name="digest of its data")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="core.decision",
                        verbose_name="decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "decided file",
                "verbose_name_plural": "decided files",
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "file_id"], name="core_decidedfile_file")],
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "kind", "file_id"), name="core_decidedfile_once")
                ],
            },
        ),
        *(
            migrations.RunSQL(
                f"CREATE INDEX IF NOT EXISTS {name} ON {table} (file)", f"DROP INDEX IF EXISTS {name}"
            )
            for name, table in INDEXES.items()
        ),
    ]
