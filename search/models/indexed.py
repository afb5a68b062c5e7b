"""The tables of the database engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexedDocument(models.Model):
    """A record in the database engine's index."""

    source = models.CharField(max_length=50)
    key = models.CharField(max_length=100)
    language = models.CharField(max_length=10)
    title = models.TextField(blank=True)
    label = models.TextField(blank=True)
    url = models.TextField(blank=True)
    number = models.CharField(max_length=200, blank=True)
    sequence = models.CharField(max_length=20, blank=True)
    number_order = models.CharField(max_length=250)
    issued_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    facets = models.JSONField(default=dict)
    words = models.TextField(blank=True, help_text=_("label and title, in syllables"))
    digest = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("indexed document")
        verbose_name_plural = _("indexed documents")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="search_document_once")]
        indexes = [
            models.Index(fields=["sequence"], name="search_document_sequence"),
            models.Index(fields=["issued_on"], name="search_document_issued"),
            models.Index(fields=["effective_on"], name="search_document_effective"),
            models.Index(fields=["number_order"], name="search_document_number"),
        ]

    def __str__(self) -> str:
        return self.label


class IndexedPassage(models.Model):
    """A provision in the index; `id` is the document's id × 65,536 + position, so it tells its document."""

    id = models.BigIntegerField(primary_key=True)
    document = models.ForeignKey(IndexedDocument, on_delete=models.CASCADE, related_name="passages")
    path = models.TextField()
    number = models.CharField(max_length=50, blank=True)
    heading = models.TextField(blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    title_words = models.TextField(blank=True)
    words = models.TextField(blank=True)
    prior = models.FloatField(
        default=1.0, db_default=1.0, help_text=_("what it is worth before anybody asks")
    )
    defines = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("indexed provision")
        verbose_name_plural = _("indexed provisions")

    def __str__(self) -> str:
        return self.path


class IndexedFacet(models.Model):
    """A facet's value of an indexed document."""

    document = models.ForeignKey(IndexedDocument, on_delete=models.CASCADE, related_name="facet_rows")
    facet = models.CharField(max_length=20)
    code = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("indexed facet value")
        verbose_name_plural = _("indexed facet values")
        constraints = [
            models.UniqueConstraint(fields=["document", "facet", "code"], name="search_facet_once"),
        ]
        indexes = [models.Index(fields=["facet", "code", "document"], name="search_facet_documents")]

    def __str__(self) -> str:
        return f"{self.facet}: {self.code}"


class TermFrequency(models.Model):
    """In about how many provisions a frequent term occurs, from a sample; terms not here are rare.

    `folded` is the word of an accented term without its accents, for what is looked up by it; else "".
    """

    term = models.CharField(max_length=250, primary_key=True)
    passages = models.PositiveIntegerField()
    folded = models.CharField(max_length=250, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("term frequency")
        verbose_name_plural = _("term frequencies")
        indexes = [models.Index(fields=["folded"], name="search_term_folded")]

    def __str__(self) -> str:
        return self.term
