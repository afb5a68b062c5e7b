import django.db.models.deletion
from django.db import migrations, models

import search.models.fields


class Migration(migrations.Migration):
    dependencies = [("search", "0003_upkeep")]

    operations = [
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("source", models.CharField(blank=True, max_length=50)),
                ("key", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=10)),
                ("label", models.TextField(blank=True)),
                ("texts", models.JSONField(default=dict)),
                ("urls", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "suggestion",
                "verbose_name_plural": "suggestions",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "source", "key"), name="search_suggestion_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionStart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shelf", models.CharField(max_length=32)),
                ("head", models.CharField(max_length=1)),
                ("start", search.models.fields.ByteOrderedField(max_length=48)),
                ("spelt", search.models.fields.ByteOrderedField(max_length=60)),
                ("rank", models.PositiveIntegerField()),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="starts", to="search.suggestion"
                    ),
                ),
            ],
            options={
                "verbose_name": "start of a suggestion",
                "verbose_name_plural": "starts of suggestions",
                "indexes": [
                    models.Index(fields=["shelf", "start", "rank", "id"], name="search_start_folded"),
                    models.Index(fields=["shelf", "spelt", "rank", "id"], name="search_start_spelt"),
                    models.Index(fields=["shelf", "head", "rank", "start", "id"], name="search_start_best"),
                ],
            },
        ),
    ]
