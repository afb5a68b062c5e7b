"""StreamField blocks that every section's pages share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = [
    "h3",
    "h4",
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "superscript",
    "subscript",
]


class PictureBlock(blocks.StructBlock):
    """An image with the text that stands for it (WCAG 1.1.1) and its credit (R26)."""

    image = ImageChooserBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=255,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    credit = blocks.CharBlock(label=_("Credit"), required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "components/blocks/picture.html"


class TableBlock(blocks.StructBlock):
    """A table with a caption; its first row is the header."""

    caption = blocks.CharBlock(label=_("Caption"))
    table = TypedTableBlock([("text", blocks.CharBlock(label=_("Text"), required=False))], label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "components/blocks/table.html"


class FileBlock(blocks.StructBlock):
    """One file to download, with a name of its own where the file's title does not say enough."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), required=False)

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """The name under which the file is shown."""
        return [value["title"] or getattr(value["document"], "title", "")]


class FilesBlock(blocks.StructBlock):
    """A list of files to download."""

    files = blocks.ListBlock(FileBlock(), label=_("Files"))

    class Meta:
        icon = "doc-full"
        label = _("Files")
        template = "components/blocks/files.html"


class QuotationBlock(blocks.StructBlock):
    """Words quoted as they were, with author and source (R26; HY Điều 9.3, ĐN Điều 8.8)."""

    text = blocks.TextBlock(label=_("Quotation"))
    author = blocks.CharBlock(label=_("Author"), required=False)
    source = blocks.CharBlock(label=_("Source"))
    url = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "components/blocks/quotation.html"


class VideoBlock(blocks.StructBlock):
    """A video file of our own, or a link to one elsewhere, with what is said in it as text (WCAG 1.2)."""

    title = blocks.CharBlock(label=_("Title"))
    file = DocumentChooserBlock(label=_("Video file"), required=False)
    url = blocks.URLBlock(label=_("Address of the video"), required=False)
    transcript = blocks.TextBlock(label=_("Transcript"))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "components/blocks/video.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Raise where there is neither a file nor an address, or both."""
        cleaned = super().clean(value)
        if bool(cleaned["file"]) == bool(cleaned["url"]):
            raise StructBlockValidationError(
                {"file": ValidationError(_("Give either a file or an address, not both."))}
            )
        return cleaned


class RelatedLinkBlock(blocks.StructBlock):
    """A link to a page of this site or to another site."""

    title = blocks.CharBlock(label=_("Title"))
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Raise where there is neither a page nor an address, or both."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            raise StructBlockValidationError(
                {"page": ValidationError(_("Give either a page or an address, not both."))}
            )
        return cleaned


class RelatedLinksBlock(blocks.StructBlock):
    """Links for further reading."""

    links = blocks.ListBlock(RelatedLinkBlock(), label=_("Links"))

    class Meta:
        icon = "link"
        label = _("Related links")
        template = "components/blocks/related_links.html"


class BodyBlock(blocks.StreamBlock):
    """The body of an ordinary page."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", form_classname="title", template="components/blocks/heading.html"
    )
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    picture = PictureBlock()
    table = TableBlock()
    files = FilesBlock()
    quotation = QuotationBlock()
    video = VideoBlock()
    related_links = RelatedLinksBlock()
