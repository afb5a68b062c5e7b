from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0006_equivalents")]

    operations = [
        migrations.AddField(
            model_name="termfrequency",
            name="folded",
            field=models.CharField(blank=True, db_default="", default="", max_length=250),
        ),
        migrations.AddIndex(
            model_name="termfrequency",
            index=models.Index(fields=["folded"], name="search_term_folded"),
        ),
    ]
