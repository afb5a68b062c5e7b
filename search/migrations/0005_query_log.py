from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0004_suggestions")]

    operations = [
        migrations.CreateModel(
            name="LoggedQuery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("number", models.PositiveIntegerField()),
                ("visitor", models.CharField(max_length=64)),
                ("words", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=10)),
                ("searches", models.PositiveIntegerField(default=1)),
                ("hits", models.PositiveIntegerField()),
                ("reduced", models.BooleanField(default=False)),
                ("watched", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=50)),
                ("key", models.CharField(blank=True, max_length=100)),
                ("position", models.PositiveIntegerField(null=True)),
            ],
            options={
                "verbose_name": "logged search",
                "verbose_name_plural": "logged searches",
                "permissions": [("view_query_report", "Can see what people look for")],
                "default_permissions": (),
                "indexes": [models.Index(fields=["day", "number"], name="search_query_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "visitor"), name="search_query_once_a_day")
                ],
            },
        ),
    ]
