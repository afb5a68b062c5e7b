"""The engine on Elasticsearch, as the rest of `search` sees it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch, helpers

from search.engines.base import EngineUnavailable, Progress, RecordsRefused
from search.numbering import match_rank
from search.plan import Plan
from search.records import Record
from search.results import RankedPassage, Results

from . import indices
from .client import failures_named, for_searching, for_writing
from .compiler import compile_numbers, compile_passages, compile_search
from .documents import document, document_id
from .reader import found_nothing, read_numbers, read_passages, read_results

CHUNK = 100
CHUNK_BYTES = 8 * 1024 * 1024
# Of an item: the record itself cannot be taken. Any other failure is the cluster's and passes.
REFUSALS = {400, 413}
NOT_THERE = 404


class ElasticsearchEngine:
    """Searches the cluster that the settings name."""

    name = "elasticsearch"

    def index(self, records: Sequence[Record]) -> None:
        """Put records in; visible to searches after a second, or when settled."""
        with failures_named():
            client = for_writing()
            indices.ensure(client)
            for _count in self._write(client, indices.alias(), records):
                pass

    def _write(self, client: Elasticsearch, index: str, records: Iterable[Record]) -> Iterator[int]:
        """Send records and yield 1 for each that was taken. Raises `RecordsRefused` at the end."""
        actions = (
            {"_id": document_id(record.source, record.key), "_source": document(record)} for record in records
        )
        reasons: dict[tuple[str, str], str] = {}
        sent = helpers.streaming_bulk(
            client,
            actions,
            index=index,
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            require_alias=index == indices.alias(),
        )
        for taken, item in sent:
            outcome = item["index"]
            if taken:
                yield 1
                continue
            if outcome["status"] not in REFUSALS:
                raise EngineUnavailable(f"status {outcome['status']} for {outcome['_id']}")
            source, _colon, key = outcome["_id"].partition(":")
            reasons[source, key] = str(outcome.get("error"))[:500]
        if reasons:
            raise RecordsRefused(reasons)

    def delete(self, source: str, keys: Collection[str]) -> None:
        """Take records out."""
        actions = ({"_op_type": "delete", "_id": document_id(source, key)} for key in keys)
        with failures_named():
            client = for_writing()
            indices.ensure(client)
            sent = helpers.streaming_bulk(
                client, actions, index=indices.alias(), raise_on_error=False, require_alias=True
            )
            for taken, item in sent:
                if not taken and item["delete"]["status"] != NOT_THERE:
                    raise EngineUnavailable(f"status {item['delete']['status']} for {item['delete']['_id']}")

    def settle(self) -> None:
        """Make what was written visible."""
        with failures_named():
            for_writing().indices.refresh(index=indices.alias())

    def rebuild(self, records: Iterable[Record], progress: Progress | None = None) -> int:
        """Write every record to a new index and let it take over from the live one."""
        done = 0
        refused: RecordsRefused | None = None
        with failures_named():
            client = for_writing()
            name = indices.create(client)
            try:
                for count in self._write(client, name, records):
                    done += count
                    if progress:
                        progress(count)
            except RecordsRefused as error:
                refused = error
            indices.switch(client, name)
        if refused:
            raise refused
        return done

    def ready(self) -> bool:
        """Tell whether the cluster answers and has a live index."""
        try:
            with failures_named():
                return bool(for_searching().indices.exists_alias(name=indices.alias()))
        except EngineUnavailable:
            return False

    def search(self, plan: Plan) -> Results:
        """Return a page of documents."""
        ranks = self._number_ranks(plan)
        answer = self._ask(compile_search(plan, ranks))
        if plan.can_relax and found_nothing(answer):
            plan = plan.relax()
            answer = self._ask(compile_search(plan, ranks))
        return read_results(plan, ranks, answer, self.name)

    def passages(self, plan: Plan, limit: int) -> list[RankedPassage]:
        """Return the best provisions, at most a hundred."""
        if not plan.syllables:
            return []
        ranks = self._number_ranks(plan)
        found = read_passages(plan, ranks, self._ask(compile_passages(plan, ranks, limit)), limit)
        return found if found or not plan.can_relax else self.passages(plan.relax(), limit)

    def _number_ranks(self, plan: Plan) -> dict[str, int]:
        if plan.number is None:
            return {}
        numbers = read_numbers(self._ask(compile_numbers(plan.number.sequence)))
        ranks = {key: match_rank(plan.number, number) for key, number in numbers.items()}
        return {key: rank for key, rank in ranks.items() if rank}

    def _ask(self, body: dict[str, Any]) -> Any:
        with failures_named():
            return for_searching().search(index=indices.alias(), **_arguments(body)).body


def _arguments(body: dict[str, Any]) -> dict[str, Any]:
    """Return a body as the client's arguments: Python reserves "from", the client renames it and _source."""
    renamed = {"from": "from_", "_source": "source"}
    return {renamed.get(name, name): value for name, value in body.items()}
