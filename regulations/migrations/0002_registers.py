"""Types of documents and the spellings under which central agencies are known, to begin with."""

from django.db import migrations

from core.legal_text.issuers import issuer_key
from core.text import slugify_vi, sort_text

# name, abbreviation, category, English name (types: Luật Ban hành VBQPPL, NĐ 30/2020 Điều 7, rules of the Party)
TYPES = [
    ("Hiến pháp", "", "legal", "Constitution"),
    ("Bộ luật", "", "legal", "Code"),
    ("Luật", "", "legal", "Law"),
    ("Pháp lệnh", "PL", "legal", "Ordinance"),
    ("Sắc lệnh", "SL", "legal", "Decree-Law"),
    ("Nghị quyết", "NQ", "legal", "Resolution"),
    ("Nghị quyết liên tịch", "NQLT", "legal", "Joint Resolution"),
    ("Lệnh", "L", "legal", "Order"),
    ("Nghị định", "NĐ", "legal", "Decree"),
    ("Quyết định", "QĐ", "legal", "Decision"),
    ("Thông tư", "TT", "legal", "Circular"),
    ("Thông tư liên tịch", "TTLT", "legal", "Joint Circular"),
    ("Chỉ thị", "CT", "administrative", "Directive"),
    ("Công văn", "", "administrative", "Official Letter"),
    ("Kế hoạch", "KH", "administrative", "Plan"),
    ("Hướng dẫn", "HD", "administrative", "Guidance"),
    ("Hướng dẫn liên ngành", "HDLN", "administrative", "Joint Guidance"),
    ("Thông báo", "TB", "administrative", "Notice"),
    ("Thông báo kết luận", "TBKL", "administrative", "Notice of Conclusions"),
    ("Báo cáo", "BC", "administrative", "Report"),
    ("Tờ trình", "TTr", "administrative", "Proposal"),
    ("Quy chế", "QC", "administrative", "Regulation"),
    ("Quy chế phối hợp", "QCPH", "administrative", "Coordination Regulation"),
    ("Quy định", "QyĐ", "party", "Rules"),
    ("Kết luận", "KL", "party", "Conclusion"),
]
# display name: other spellings and former names in sources
ISSUERS = {
    "Ngân hàng Nhà nước Việt Nam": ["Ngân hàng Nhà nước"],
    "Thủ tướng Chính phủ": ["Thủ tướng"],
    "Bộ Công Thương": [],
    "Bộ Giáo dục và Đào tạo": [],
    "Bộ Lao động - Thương binh và Xã hội": [],
    "Bộ Văn hóa, Thể thao và Du lịch": ["Bộ Văn hoá Thông tin Thể thao và Du lịch"],
    "Ủy ban Thường vụ Quốc hội": [],
    "Tòa án nhân dân tối cao": [],
    "Viện kiểm sát nhân dân tối cao": [],
    "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam": ["Ủy ban Mặt trận Tổ quốc Việt Nam"],
    "Ủy ban Thể dục thể thao": [],
    "Hội Cựu chiến binh Việt Nam": ["Trung ương Hội Cựu chiến binh Việt Nam", "Ban Thường vụ TW Hội CCBVN"],
}


def fill(apps, schema_editor):
    """Make the rows; a number may have taken their codes only on a database that is not new."""
    type_model = apps.get_model("regulations", "DocumentType")
    for name, abbreviation, category, english in TYPES:
        row = type_model.objects.create(
            name=name,
            code=slugify_vi(name),
            sort_name=sort_text(name),
            abbreviation=abbreviation,
            category=category,
        )
        apps.get_model("regulations", "DocumentTypeName").objects.create(owner=row, language="en", name=english)
    for name, spellings in ISSUERS.items():
        issuer = apps.get_model("regulations", "Issuer").objects.create(
            name=name, code=slugify_vi(name), sort_name=sort_text(name)
        )
        for spelling in {issuer_key(alias): alias for alias in [name, *spellings]}.values():
            apps.get_model("regulations", "IssuerAlias").objects.create(
                issuer=issuer, name=spelling, key=issuer_key(spelling)
            )


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
