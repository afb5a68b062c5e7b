"""The engine on Elasticsearch, as the rest of `search` sees it."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from search.deadline import Deadline
from search.engines.base import EngineUnavailable
from search.leases import Lease
from search.numbering import match_rank
from search.plan import Plan
from search.records import Record
from search.results import RankedPassage, Results

from . import indices, inspecting, schema, writing
from .asking import answers_read, ask, in_time, patience
from .building import IndexBuilder
from .client import failures_named, for_searching, for_writing
from .compiler import compile_numbers, compile_passages, compile_search
from .reader import found_nothing, read_numbers, read_passages, read_results


class ElasticsearchEngine:
    """Searches the cluster that the settings name."""

    name = "elasticsearch"

    def probe(self) -> None:
        """Raise `EngineUnavailable`, or the kind of it, unless the live index takes changes."""
        inspecting.probe()

    def index(self, records: Sequence[Record], held: Lease | None = None, into: str = "") -> None:
        """Put records in; visible to searches after a second, or when settled."""
        writing.put(records, held, into)

    def delete(self, source: str, keys: Collection[str], held: Lease | None = None, into: str = "") -> None:
        """Take records out."""
        writing.take_out(source, keys, held, into)

    def settle(self, rebuilt: bool = False) -> None:
        """Make what was written visible."""
        with failures_named():
            for_writing().indices.refresh(index=indices.alias())

    def builder(self) -> IndexBuilder:
        """Return what builds an index beside the live one."""
        return IndexBuilder()

    def count(self) -> int:
        """Return the number of documents in the live index."""
        return inspecting.count()

    def listed(self) -> Iterator[list[tuple[str, str]]]:
        """Yield source and key of every document in the live index, in batches."""
        return inspecting.listed()

    def digests(self, source: str, keys: Collection[str]) -> dict[str, list[str]]:
        """Return the digests of these documents in the live index, by key."""
        return inspecting.digests(source, keys)

    def ready(self) -> bool:
        """Tell whether the cluster answers and has a live index for this version."""
        until = patience()
        try:
            with in_time(until):
                schema.require(indices.alias(), for_searching(until.left))
        except EngineUnavailable:
            return False
        return True

    def search(self, plan: Plan, until: Deadline | None = None) -> Results:
        """Return a page of documents."""
        until = until or patience()
        with answers_read():
            ranks = self._number_ranks(plan, until)
            answer = self._ask(compile_search(plan, ranks), until)
            if plan.can_relax and found_nothing(answer):
                plan = plan.relax()
                answer = self._ask(compile_search(plan, ranks), until)
            return read_results(plan, ranks, answer, self.name)

    def passages(self, plan: Plan, limit: int) -> list[RankedPassage]:
        """Return the best provisions, at most a hundred."""
        if not plan.syllables:
            return []
        until = patience()
        with answers_read():
            ranks = self._number_ranks(plan, until)
            answer = self._ask(compile_passages(plan, ranks, limit), until)
            found = read_passages(plan, ranks, answer, limit)
        return found if found or not plan.can_relax else self.passages(plan.relax(), limit)

    def _number_ranks(self, plan: Plan, until: Deadline) -> dict[str, int]:
        if plan.number is None:
            return {}
        numbers = read_numbers(self._ask(compile_numbers(plan.number.sequence), until))
        ranks = {key: match_rank(plan.number, number) for key, number in numbers.items()}
        return {key: rank for key, rank in ranks.items() if rank}

    def _ask(self, body: dict[str, Any], until: Deadline) -> Any:
        return ask(indices.alias(), body, until)
