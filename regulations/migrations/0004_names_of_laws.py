"""Laws that are in the collection already can be found by their names."""

from django.db import migrations
from regulations.relations.names import name_key


def fill(apps, schema_editor):
    """A few hundred rows at most; the others have no name of their own."""
    pages = apps.get_model("regulations", "LegalDocumentPage").objects
    laws = pages.filter(document_type__name__in=["Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"], name_key="")
    for pk, kind, title in laws.values_list("pk", "document_type__name", "official_title").iterator():
        pages.filter(pk=pk).update(name_key=name_key(kind, title))


class Migration(migrations.Migration):
    dependencies = [("regulations", "0003_relations_and_review")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
