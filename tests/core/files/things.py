"""Images, documents and pages that use them."""

import itertools
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from core.files.uses import data_digest, file_digest
from tests.factories import draft_page, published_page

_count = itertools.count(1)
Image, Document = get_image_model(), get_document_model()
ROLES = ["superuser", "head", "director", "network_administrator", "author"]


def png(colour="red", size=(40, 30)):
    """The bytes of a small picture."""
    file = BytesIO()
    Picture.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def make_image(owner=None, **values):
    """An image, not used anywhere yet."""
    number = next(_count)
    file = ImageFile(BytesIO(png()), name=f"anh-{number}.png")
    return Image.objects.create(
        **{"title": f"Ảnh {number}", "file": file, "uploaded_by_user": owner, **values}
    )


def make_document(owner=None, content=b"%PDF-1.4 noi dung", name="tep-{}.pdf", **values):
    """A document, not used anywhere yet."""
    number = next(_count)
    file = ContentFile(content, name=name.format(number))
    return Document.objects.create(
        **{"title": f"Tệp {number}", "file": file, "uploaded_by_user": owner, **values}
    )


def with_files(*documents):
    """A body that offers these documents for download."""
    return [("files", {"files": [{"document": document, "title": ""} for document in documents]})]


def values_with(item):
    """Fields of a page that shows the image or offers the document, in a block: no foreign key protects it."""
    if isinstance(item, Image):
        return {
            "body": [("picture", {"image": item, "alt_text": "Một tấm ảnh", "caption": "", "credit": ""})]
        }
    return {"body": with_files(item)}


def draft_with(department, item, **values):
    """A draft that uses the image or document."""
    return draft_page(department.author, **values_with(item), **values)


def published_with(department, item, parent=None, **values):
    """A page that uses the image or document and went through the chain."""
    return published_page(department, parent, **values_with(item), **values)


def media_urls(item):
    """Every address at which the bytes of the image or document could be had."""
    if isinstance(item, Image):
        return [item.file.url, item.get_rendition("width-20").url, item.get_rendition("original").url]
    return [item.file.url, item.url]


def fetch(client, url, **headers):
    """The answer with its bytes in `body`; reading them all closes the file behind it."""
    response = client.get(url, headers=headers, follow=url.startswith("/files/"))
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def state_of(item):
    """What visitors get of it."""
    fresh = type(item).objects.get(pk=item.pk)
    return fresh.file.name, file_digest(fresh.file), data_digest(fresh)


def kept(department, kind, owner=None):
    """An image or document that approved content uses."""
    item = MAKERS[kind](owner)
    published_with(department, item)
    return item


def new_file(kind):
    """Another file to take its place."""
    if kind == "image":
        return SimpleUploadedFile("khac.png", png("blue"), "image/png")
    return SimpleUploadedFile("khac.pdf", b"%PDF-1.4 khac", "application/pdf")


def statuses(client, item):
    """What is answered at its addresses."""
    return {fetch(client, url).status_code for url in media_urls(item)}


MAKERS = {"image": make_image, "document": make_document}
ADMIN_NAMES = {"image": "wagtailimages", "document": "wagtaildocs"}
