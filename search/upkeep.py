"""Rebuilding an index: beside the live one where the engine can (`replacing`), else in place.

It may be killed anywhere: what was done is written down, and the next call goes on from there.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from . import health, sources
from .batches import in_batches
from .builds import Build, claim, interrupted
from .carrying import BATCH, Key, carry
from .engines.base import Builder, Engine, Progress, RecordsRefused
from .leases import LeaseLost
from .loading import not_offered
from .outbox import drain_engine, note_refused_records
from .replacing import IndexBusy, next_batches, replace_live, writing


def count_records() -> int:
    """Return how many records all sources offer."""
    return sum(source.count() for source in sources.all_sources())


def rebuild(engine: Engine, progress: Progress | None = None, restart: bool = False) -> int:
    """Rebuild an engine's index from all sources, or go on with it; return the number of records.

    Searches go on with what is there, and changes reach it. `progress` is called with the number of
    records just done; `restart` throws away what an interrupted rebuild has done.
    Raises `IndexBusy` while another process is at it, `EngineUnavailable`, and `RecordsRefused` at the end
    where some could not be put in; they are tried again like any change.
    """
    builder = engine.builder()
    try:
        with _claimed(engine, builder, restart) as build:
            if progress and build.done:
                progress(build.done)
            if builder is None:
                done, refused = _rebuild_in_place(engine, build, progress)
            else:
                done, refused = replace_live(engine, builder, build, progress)
            build.finish()
    except LeaseLost as error:
        raise IndexBusy(str(error)) from error
    engine.settle(rebuilt=True)
    health.note_success(engine.name)
    drain_engine(engine)
    if refused:
        raise RecordsRefused(refused)
    return done


@contextmanager
def _claimed(engine: Engine, builder: Builder | None, restart: bool) -> Iterator[Build]:
    left = interrupted(engine.name)
    if builder is None:
        build = claim(engine.name, "", None, None if restart else left)
    else:
        usable = left if left and not restart and builder.is_usable(left) else None
        build = claim(engine.name, builder.form(), builder.index_name, usable)
    if build is None:
        raise IndexBusy(f"another process rebuilds the {engine.name} index")
    try:
        if builder and build.discarded:
            builder.drop(build.discarded)
        yield build
    finally:
        build.release()


def _rebuild_in_place(engine: Engine, build: Build, progress: Progress | None) -> tuple[int, dict[Key, str]]:
    """Write every record anew, then take out what no source offers; changes go in between the batches."""
    done, refused = build.done, dict[Key, str]()
    for source, keys in next_batches(build):
        with writing(engine) as held:
            unfit = carry(engine, [(source, key) for key in keys], held)
        refused |= unfit
        done += len(keys) - len(unfit)
        build.note(source=source, last_key=keys[-1], done=done)
        if progress:
            progress(len(keys))
    for listed in engine.listed():
        for some in in_batches(not_offered(listed), BATCH):
            with writing(engine) as held:
                refused |= carry(engine, some, held)
            build.note()
    note_refused_records(engine.name, refused)
    return done, refused
