"""The rules of both regulations, to begin with; administrators keep wording and citations up to date."""

from django.db import migrations

from core.text import sort_text

# code, statement, English, citation, moment
RULES = [
    (
        "duong-loi-phap-luat",
        "Nội dung đúng chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước",
        "The content is in line with the policies of the Party and the law of the State",
        "HY Điều 9.1",
        "publication",
    ),
    (
        "khong-bi-mat-nha-nuoc",
        "Không có bí mật nhà nước",
        "It contains no state secret",
        "HY Điều 9.2; ĐN Điều 8.7; Luật Bảo vệ bí mật nhà nước",
        "both",
    ),
    (
        "nguon-tac-gia",
        "Nội dung trích dẫn, liên kết, sử dụng lại được dẫn nguyên văn, ghi rõ tác giả và nguồn",
        "What is quoted, linked or reused is quoted as it was and names author and source",
        "HY Điều 9.3; ĐN Điều 8.8",
        "submission",
    ),
    (
        "ban-quyen",
        "Không vi phạm quyền sở hữu trí tuệ; đã được phép sử dụng tin, bài, ảnh",
        "No intellectual property right is violated; text and images may be used",
        "HY Điều 8.7, 9.2",
        "submission",
    ),
    (
        "hinh-anh-ca-nhan",
        "Thông tin, hình ảnh cá nhân được người đó đồng ý hoặc pháp luật cho phép",
        "Personal information and images are used with consent or as the law permits",
        "HY Điều 8.6; pháp luật về bảo vệ dữ liệu cá nhân",
        "both",
    ),
    (
        "noi-dung-cam",
        "Không có nội dung bị nghiêm cấm",
        "It contains nothing that is prohibited",
        "HY Điều 8.1; Luật An ninh mạng Điều 16; Luật Báo chí Điều 9",
        "publication",
    ),
    (
        "quang-cao-cam",
        "Không quảng cáo, mua bán hàng hóa, dịch vụ bị cấm",
        "It advertises or sells no prohibited goods or services",
        "HY Điều 8.2",
        "publication",
    ),
    (
        "dung-don-vi",
        "Nội dung thuộc lĩnh vực của đơn vị và chính xác",
        "The content belongs to the unit's field and is exact",
        "ĐN Điều 10.1, 11",
        "",
    ),
    (
        "hinh-thuc",
        "Trình bày, bảng mã, hình ảnh đúng quy định",
        "Layout, encoding and images follow the rules",
        "HY Điều 10; ĐN Điều 9",
        "",
    ),
]


def fill(apps, schema_editor):
    """Make the rows that are not there."""
    rule, name = apps.get_model("editorial", "Rule"), apps.get_model("editorial", "RuleName")
    for position, (code, statement, english, citation, moment) in enumerate(RULES, 1):
        row, made = rule.objects.get_or_create(
            code=code,
            defaults={
                "name": statement,
                "sort_name": sort_text(statement),
                "citation": citation,
                "moment": moment,
                "position": position * 10,
            },
        )
        if made:
            name.objects.create(owner=row, language="en", name=english)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0002_chains")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
