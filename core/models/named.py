"""One row a thing, with its names per language in a child table, so that keys and facets never split."""

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.search import index

from core.text import sort_text

OTHER_LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def localized(queryset: models.QuerySet, language: str | None, prefix: str = "") -> models.QuerySet:
    """Annotate `shown_name`: the row's name in the language where it has one, else in Vietnamese; no query more.

    `prefix` leads to the named row from the queryset's model, such as `issuer__`.
    """
    if language in (None, settings.LANGUAGE_CODE):
        return queryset.annotate(shown_name=F(f"{prefix}name"))
    in_language = Q(**{f"{prefix}translated_names__language": language})
    return queryset.annotate(
        _translation=FilteredRelation(f"{prefix}translated_names", condition=in_language),
        shown_name=Coalesce("_translation__name", f"{prefix}name"),
    )


class NamedModel(index.Indexed, ClusterableModel):
    """Abstract: a Vietnamese name, a stable code, and further names through `translated_names`."""

    code = models.SlugField(
        _("code"), max_length=80, unique=True, help_text=_("Short, stable, used in addresses.")
    )
    name = models.CharField(_("name"), max_length=255)
    sort_name = models.CharField(max_length=1020, editable=False, db_index=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        abstract = True
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which names sort in Vietnamese alphabetical order."""
        self.sort_name = sort_text(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def localized_name(self) -> str:
        """The name in the language of the request, else in Vietnamese."""
        language = get_language()
        if language == settings.LANGUAGE_CODE:
            return self.name
        names = {row.language: row.name for row in self.translated_names.all()}
        return names.get(language, self.name)


class TranslatedName(models.Model):
    """Abstract: the name of the row `owner` in one further language; subclasses add the `owner` key."""

    language = models.CharField(_("language"), max_length=10, choices=OTHER_LANGUAGES)
    name = models.CharField(_("name"), max_length=255)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
