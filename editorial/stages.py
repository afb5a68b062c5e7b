"""The stages of an approval chain, in the order in which they stand (R21; HY Điều 9.4, 11.4, ĐN Điều 5.3d, 10.1, 14, 15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Who looks at the work; a chain has some of the first three and exactly one of the last two."""

    UNIT_HEAD = "unit_head", _("head of the unit")
    BOARD = "board", _("editorial board edits")
    CENSOR = "censor", _("deputy head of the board censors")
    HEAD = "head", _("head of the board publishes")
    LEADERS = "leaders", _("department's leaders publish")


EARLIER = (Stage.UNIT_HEAD, Stage.BOARD, Stage.CENSOR)
LAST = (Stage.HEAD, Stage.LEADERS)
