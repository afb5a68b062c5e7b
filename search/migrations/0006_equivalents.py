from django.db import migrations, models

from search.initial_equivalents import fill


class Migration(migrations.Migration):
    dependencies = [("search", "0005_query_log")]

    operations = [
        migrations.CreateModel(
            name="Equivalent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.CharField(
                        help_text="As people type them: BHYT, bằng lái.",
                        max_length=100,
                        unique=True,
                        verbose_name="words",
                    ),
                ),
                (
                    "meaning",
                    models.CharField(
                        help_text="As documents say it: bảo hiểm y tế, giấy phép lái xe.",
                        max_length=200,
                        verbose_name="meaning",
                    ),
                ),
                (
                    "both_ways",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever types the meaning also finds the words.",
                        verbose_name="both ways",
                    ),
                ),
            ],
            options={
                "verbose_name": "equivalent words",
                "verbose_name_plural": "equivalent words",
                "ordering": ["words"],
            },
        ),
        migrations.AddField(
            model_name="indexedpassage",
            name="defines",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="indexedpassage",
            name="prior",
            field=models.FloatField(
                db_default=1.0, default=1.0, help_text="what it is worth before anybody asks"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
