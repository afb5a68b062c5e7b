"""Which files work under way uses; `manage.py record_file_uses` fills the table for work from before."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0004_decision_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(max_length=50, verbose_name="work under way")),
                (
                    "kind",
                    models.CharField(
                        choices=[("image", "image"), ("document", "document")], max_length=10, verbose_name="kind"
                    ),
                ),
                ("file_id", models.PositiveBigIntegerField(verbose_name="number of the file")),
            ],
            options={
                "verbose_name": "held file",
                "verbose_name_plural": "held files",
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "file_id"], name="core_heldfile_file")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "kind", "file_id"), name="core_heldfile_once")
                ],
            },
        ),
    ]
