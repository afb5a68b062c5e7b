"""An index that is built beside the live one."""

from datetime import datetime

from search.engines.base import EngineUnavailable

from . import indices, schema
from .client import failures_named, for_writing


class IndexBuilder:
    """Makes, inspects and switches indexes under versioned names; their names sort by age."""

    def form(self) -> str:
        """Return the mark of this version's fields and analysis."""
        return schema.mark()

    def index_name(self, moment: datetime) -> str:
        """Return the name of an index that begins to be built at that moment."""
        return f"{indices.alias()}-{moment:%Y%m%d%H%M%S%f}"

    def create(self, name: str) -> None:
        """Make the index, empty."""
        with failures_named():
            indices.create(for_writing(), name)

    def is_usable(self, name: str) -> bool:
        """Tell whether the index is there with this version's fields: a stray write may have made another."""
        with failures_named():
            answer = for_writing().options(ignore_status=404).indices.get_mapping(index=name).body
        meta = answer.get(name, {}).get("mappings", {}).get("_meta", {})
        return bool(meta.get("schema") == schema.mark())

    def is_live(self, name: str) -> bool:
        """Tell whether the alias leads to this index alone."""
        with failures_named():
            found = for_writing().options(ignore_status=404).indices.get_alias(name=indices.alias())
            return found.meta.status == 200 and list(found.body) == [name]

    def prepare(self, name: str) -> None:
        """Give the index the settings and copies of a live one and show what was written."""
        with failures_named():
            indices.prepare(for_writing(), name)

    def switch(self, name: str) -> None:
        """Lead the alias to this index, in one step, and delete the older ones."""
        if not self.is_usable(name):
            raise EngineUnavailable(f"the new index {name} is not there any more")
        with failures_named():
            indices.switch(for_writing(), name)

    def drop(self, name: str) -> None:
        """Delete the index, unless it is live."""
        if name and not self.is_live(name):
            with failures_named():
                for_writing().indices.delete(index=name, ignore_unavailable=True)
