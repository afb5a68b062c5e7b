"""The ways in which the cluster fails; each is begun and ended on real processes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch import indices

from .indexing import rebuild
from .proxy import Proxy


@dataclass(frozen=True)
class Failure:
    """A way to fail.

    `reduced` tells whether the database has to answer searches meanwhile; `mend` ends the failure as
    whoever runs the cluster would.
    """

    begin: Callable[["Nodes"], object]
    mend: Callable[["Nodes"], object]
    reduced: bool


class Nodes:
    """Two ways to a real cluster, both through proxies, and one past them for whoever runs the cluster."""

    def __init__(self, url: str) -> None:
        self.proxies = [Proxy(url), Proxy(url)]
        self.operator = Elasticsearch(url, request_timeout=30)

    @property
    def requests(self) -> int:
        """How many requests the site has made."""
        return sum(proxy.requests for proxy in self.proxies)

    def close(self) -> None:
        """Hang up."""
        self.operator.close()
        for proxy in self.proxies:
            proxy.__exit__(None, None, None)

    def set(self, *modes: str) -> None:
        """Let the nodes fail in these ways."""
        for proxy, mode in zip(self.proxies, modes, strict=True):
            proxy.set(mode)

    def block(self, name: str, value: bool | None) -> None:
        """Set a block of the live index, or take it off."""
        self.operator.indices.put_settings(index=self.live_index(), settings={f"blocks.{name}": value})

    def live_index(self) -> str:
        """The index behind the alias."""
        return str(next(iter(self.operator.indices.get_alias(name=indices.alias()))))

    def conflict(self) -> None:
        """Lead the alias to an index that somebody made for something else."""
        foreign: dict[str, Any] = {"text": {"type": "long"}, "passages": {"type": "boolean"}}
        name = f"{indices.alias()}-0"
        self.operator.indices.create(index=name, mappings={"dynamic": "strict", "properties": foreign})
        actions = [
            {"remove": {"index": self.live_index(), "alias": indices.alias()}},
            {"add": {"index": name, "alias": indices.alias()}},
        ]
        self.operator.indices.update_aliases(actions=actions)


FAILURES = {
    "refused": Failure(
        lambda nodes: nodes.set("refuse", "refuse"), lambda nodes: nodes.set("pass", "pass"), True
    ),
    "hang": Failure(lambda nodes: nodes.set("hang", "hang"), lambda nodes: nodes.set("pass", "pass"), True),
    "read-only": Failure(
        lambda nodes: nodes.block("read_only_allow_delete", True),
        lambda nodes: nodes.block("read_only_allow_delete", None),
        False,
    ),
    "writes-blocked": Failure(
        lambda nodes: nodes.block("write", True), lambda nodes: nodes.block("write", None), False
    ),
    "mapping-conflict": Failure(lambda nodes: nodes.conflict(), lambda nodes: rebuild(), True),
    "half-refused": Failure(
        lambda nodes: nodes.set("refuse", "pass"), lambda nodes: nodes.set("pass", "pass"), False
    ),
    "half-hang": Failure(
        lambda nodes: nodes.set("pass", "hang"), lambda nodes: nodes.set("pass", "pass"), False
    ),
}
