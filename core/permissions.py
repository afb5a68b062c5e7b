"""What a person may do with a page: Wagtail's rules, less everything that would go round the chain."""

from wagtail.models import Page, PagePermissionTester

from .guard import has_published_descendants, has_scheduled_pages
from .guard_rules import may_remove


class GuardedPermissionTester(PagePermissionTester):
    """Nobody, superusers included, publishes, unpublishes or reorders, nor deletes or moves what is live.

    The guard's receivers refuse the same on the server; this hides the actions and gives early answers.
    """

    movable = True
    """Whether the chain may move pages of this kind; others stand where the system put them."""

    def can_publish(self) -> bool:
        """Never: only the chain publishes."""
        return False

    def can_publish_subpage(self) -> bool:
        """Never: only the chain publishes."""
        return False

    def can_unpublish(self) -> bool:
        """Never: only the chain withdraws."""
        return False

    def can_reorder_children(self) -> bool:
        """Never: an order that visitors see changes by decision."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Only drafts that nobody is deciding on and that have no published page below them."""
        if self.page_is_root or not self._is_removable():
            return False
        # Wagtail would look for published pages below every row of a list, once more.
        if self.user.is_superuser or not self.user.is_active:
            return bool(self.user.is_active)
        if self.page.numchild:
            may_all = ignore_bulk or "bulk_delete" in self.permissions
            return may_all and ("change" in self.permissions or super().can_delete(ignore_bulk=ignore_bulk))
        own = "add" in self.permissions and self.page.owner_id == self.user.pk
        return own or "change" in self.permissions

    def can_move_to(self, destination: Page) -> bool:
        """Only drafts that have no published page below them."""
        return self._is_removable() and super().can_move_to(destination)

    def can_set_view_restrictions(self) -> bool:
        """Only where nothing is published: closing hides what was approved, opening shows what was not."""
        return self._is_removable() and not has_scheduled_pages(self.page) and super().can_publish()

    def can_unschedule(self) -> bool:
        """Never: only the Head or the Head's delegate takes back what was approved."""
        return False

    def _is_removable(self) -> bool:
        # Lists ask this of every row: what needs no query is looked at first.
        if self.page.live or self.page.first_published_at or self.page.workflow_in_progress:
            return False
        # Every entry of a row's menu asks anew; the receivers look again before anything goes.
        if not hasattr(self.page, "covers_published"):
            self.page.covers_published = has_published_descendants(self.page)
        return may_remove(live=False, live_descendants=self.page.covers_published, decided=False)


class SystemPagePermissionTester(GuardedPermissionTester):
    """For pages that the system makes and keeps: nobody edits, copies, moves or deletes them."""

    movable = False

    def can_edit(self) -> bool:
        """Never; documents are added below by the system."""
        return False

    def can_copy(self) -> bool:
        """Never."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Never."""
        return False


class UncopyablePermissionTester(GuardedPermissionTester):
    """For pages whose identity exists once: neither copied nor made an alias of, and stands in its place."""

    movable = False

    def can_copy(self) -> bool:
        """Never."""
        return False
