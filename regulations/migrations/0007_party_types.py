"""Types of the Party whose names the State's types have as well, and consolidated texts."""

from django.db import migrations

from core.text import slugify_vi, sort_text

# name, abbreviation, category, English name (Quy định 66-QĐ/TW; Pháp lệnh 01/2012/UBTVQH13)
TYPES = [
    ("Nghị quyết của Đảng", "NQ", "party", "Resolution (Party)"),
    ("Quyết định của Đảng", "QĐ", "party", "Decision (Party)"),
    ("Chỉ thị của Đảng", "CT", "party", "Directive (Party)"),
    ("Quy chế của Đảng", "QC", "party", "Regulation (Party)"),
    ("Hướng dẫn của Đảng", "HD", "party", "Guidance (Party)"),
    ("Thông báo của Đảng", "TB", "party", "Notice (Party)"),
    ("Chương trình của Đảng", "CTr", "party", "Programme (Party)"),
    ("Kế hoạch của Đảng", "KH", "party", "Plan (Party)"),
    ("Báo cáo của Đảng", "BC", "party", "Report (Party)"),
    ("Công văn của Đảng", "CV", "party", "Official Letter (Party)"),
    ("Văn bản hợp nhất", "VBHN", "legal", "Consolidated Text"),
]


def fill(apps, schema_editor):
    """Make those that nobody has made; what is there stays as it is."""
    types, names = (apps.get_model("regulations", name) for name in ("DocumentType", "DocumentTypeName"))
    for name, abbreviation, category, english in TYPES:
        if (
            types.objects.filter(name__iexact=name).exists()
            or types.objects.filter(code=slugify_vi(name)).exists()
        ):
            continue
        row = types.objects.create(
            name=name,
            code=slugify_vi(name),
            sort_name=sort_text(name),
            abbreviation=abbreviation,
            category=category,
        )
        names.objects.create(owner=row, language="en", name=english)


class Migration(migrations.Migration):
    dependencies = [("regulations", "0006_document_sections")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
