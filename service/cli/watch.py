"""`casus watch`: poll feeds, documents and folders, and load what is new."""

from __future__ import annotations

import random
import signal
from contextlib import closing
from pathlib import Path  # noqa: TC003 - typer reads it
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service.access import writing
from service.cli.options import StoreOption, is_store, settings_of, tell_base
from service.cli.output import complain
from service.cli.pipeline import model_of
from service.fetching import ask
from service.ingest import Options
from service.watching.clock import WallClock
from service.watching.configuration import read_configuration
from service.watching.events import TROUBLES, Event, Events
from service.watching.loading import Loader
from service.watching.pages import Pages
from service.watching.polls import Polls
from service.watching.rounds import Rounds
from service.watching.state import State
from service.watching.stopping import Stop, Stopped
from service.watching.web import Manners, Web

if TYPE_CHECKING:
    from service.settings import Settings
    from service.watching.configuration import Configuration

FAILED: Final = 1
WITH_REFUSALS: Final = 3


def watch(
    context: typer.Context,
    sources: Annotated[Path, typer.Argument(metavar="SOURCES.toml", help="What is watched, and how often.")],
    *,
    store: StoreOption = None,
    once: Annotated[bool, typer.Option("--once", help="Look at every source once, then end.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that extract the files of folders.")] = 1,
) -> None:
    """Poll feeds, documents and folders on a schedule and load what is new, until stopped.

    A line on standard error tells each event. What is known of the sources is kept in the store's folder.
    With --once, exits with 1 if no source could be read, 3 if some could not or documents were refused.
    """
    settings = settings_of(context)
    configuration = read_configuration(sources)
    folder = store or settings.store
    new = not is_store(folder)
    with writing(folder, base=settings.base_iri):
        tell_base(new=new, settings=settings)
    stop = Stop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with closing(State(folder)) as state:
        rounds = _rounds(configuration, settings, folder, state=state, stop=stop, workers=workers)
        code = _watched(rounds, once=once)
    typer.echo(rounds.events.summary())
    raise typer.Exit(code)


def _watched(rounds: Rounds, *, once: bool) -> int:
    """Watch until the end, and return the exit code."""
    try:
        rounds.start()
        if once:
            rounds.run_once()
        else:
            rounds.run()
    except Stopped:
        rounds.events.tell(Event.STOPPED)
        return 0
    finally:
        rounds.loader.rest()
    counts = rounds.events.counts
    if not once:
        return 0
    if not rounds.good:
        return FAILED
    return WITH_REFUSALS if any(counts[one] for one in (*TROUBLES, Event.REFUSED)) else 0


def _rounds(
    configuration: Configuration, settings: Settings, folder: Path, *, state: State, stop: Stop, workers: int
) -> Rounds:
    clock = WallClock(stop)
    events = Events(write=complain, clock=clock)
    options = Options(
        max_document=settings.max_document,
        fetch_private=settings.fetch_private,
        model=model_of(settings),
    )
    loader = Loader(folder, options, base=settings.base_iri, clock=clock, stop=stop)
    web = Web(ask, _manners(configuration, settings), state, clock=clock, stop=stop)
    pages = Pages(web=web, state=state, loader=loader, events=events, clock=clock)
    polls = Polls(
        web=web,
        state=state,
        loader=loader,
        events=events,
        clock=clock,
        stop=stop,
        limit=settings.max_document,
        workers=workers,
    )
    return Rounds(
        configuration=configuration,
        web=web,
        state=state,
        loader=loader,
        events=events,
        clock=clock,
        stop=stop,
        polls=polls,
        pages=pages,
        chance=random.random,
    )


def _manners(configuration: Configuration, settings: Settings) -> Manners:
    return Manners(
        limit=settings.max_document,
        private=settings.fetch_private,
        delay=configuration.delay,
        contact=configuration.contact,
    )
