"""The command line: one function a command, and no logic of its own.

Imports inside the functions keep `sayso --help` fast: a command loads what it uses. Clock, environment, standard input and
the terminal are read here and passed on.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.main

from sayso import __version__
from sayso.commands.ending import ended

COLLECT_AFTER = 50_000
"""Objects made between two looks for cycles. Reading makes many objects and hardly a cycle; the default costs a tenth of it."""

SWITCH = 0.0005
"""Seconds after which a waiting thread has its turn: the network's threads wait between two windows, and 5 ms is long."""

app = typer.Typer(
    name="sayso",
    help="On whose say-so? Reads news of a crisis and keeps a ledger of claims, with the words behind every value.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Paths = Annotated[list[str], typer.Argument(metavar="FILE…", help="Files, folders, or - (standard input).", show_default=False)]
Published = Annotated[str | None, typer.Option(help="When it was published, where the text does not say: 2022-01-07.")]
ReaderName = Annotated[str | None, typer.Option("--reader", help="Which reader: model (the default) or rules.")]
Format = Annotated[str | None, typer.Option("--format", help="table, jsonl, csv, json or md; a pipe gets jsonl.")]
KindName = Annotated[str | None, typer.Option(help="Only this kind, or group of kinds (sayso explain lists them).")]
Place = Annotated[str | None, typer.Option(help="Only this place, by name; or a country, by its two letters: KZ.")]
Since = Annotated[str | None, typer.Option(help="Only what was published on this day or later.")]
AsOf = Annotated[str | None, typer.Option(help="Only what had been published by then: 2022-01-08.")]
RecordedBy = Annotated[str | None, typer.Option(help="Only what this ledger held by then: 2022-01-08T12:00.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="An id, or its beginning.", show_default=False)]

NOTHING_TYPED = 2
"""Exit status of the help that nobody asked for."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=_version, is_eager=True)
    ] = False,
    ledger: Annotated[Path | None, typer.Option(help="The ledger to use; else SAYSO_LEDGER, else sayso.ledger here.")] = None,
) -> None:
    context.obj = ledger


@app.command()
def read(paths: Paths, published: Published = None, reader: ReaderName = None, format: Format = None) -> None:
    """Read reports and print their claims.

    sayso read article.html --published 2022-01-07
    """
    from sayso.commands import reading

    reading.read(_session(), paths, published, reader, format)


@app.command()
def annotate(
    paths: Paths,
    layer: Annotated[str, typer.Option(help="attributions, causes, entities, events, figures, places, sentences or times.")],
    published: Published = None,
    reader: ReaderName = None,
    format: Annotated[str, typer.Option("--format", help="jsonl, the only one.")] = "jsonl",
) -> None:
    """Print one layer of what is found in reports, as stand-off JSON lines.

    sayso annotate article.txt --layer attributions
    """
    from sayso.commands import reading

    reading.annotate(_session(), paths, layer, published, reader, format)


@app.command()
def add(context: typer.Context, paths: Paths, published: Published = None, reader: ReaderName = None) -> None:
    """Read reports and append them to the ledger. Safe to repeat: what is there already stays as it is.

    sayso add reports/
    """
    from sayso.commands import adding

    adding.add(_session(context), paths, published, reader)


@app.command()
def claims(
    context: typer.Context,
    kind: KindName = None,
    place: Place = None,
    since: Since = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    text: Annotated[str | None, typer.Option(help="Only claims with these words in their evidence.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many.", min=1)] = None,
    format: Format = None,
) -> None:
    """Print the claims of the ledger, newest first.

    sayso claims --kind killed --as-of 2022-01-08
    """
    from sayso.commands import views

    filters = views.wanted(kind, place, since, as_of, recorded_by, text, limit)
    views.claims(_session(context), filters, format)


@app.command()
def figures(
    context: typer.Context,
    kind: KindName = None,
    place: Place = None,
    since: Since = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    top: Annotated[int | None, typer.Option(help="Only the most reported, so many of a kind.", min=1)] = None,
    format: Format = None,
) -> None:
    """Print the figures of the ledger: by kind, population and place, each value with its tellers and the words.

    sayso figures --kind killed --place KZ
    """
    from sayso.commands import views

    filters = views.wanted(kind, place, since, as_of, recorded_by)
    views.figures(_session(context), filters, top, format)


@app.command()
def show(context: typer.Context, id: Id) -> None:
    """Show one claim whole: its words, who told it, and which rule read it so.

    sayso show c1f04
    """
    from sayso.commands import views

    views.show(_session(context), id)


@app.command()
def verify(
    context: typer.Context,
    head: Annotated[str | None, typer.Option(help="A head noted earlier: proves that nothing was cut off since.")] = None,
) -> None:
    """Prove that no entry of the ledger was changed, and that the views say what the entries say.

    sayso verify --head 6f1c…
    """
    from sayso.commands import keeping

    keeping.verify(_session(context), head)


@app.command()
def rebuild(context: typer.Context) -> None:
    """Drop every view and make it anew from the entries.

    sayso rebuild
    """
    from sayso.commands import keeping

    keeping.rebuild(_session(context))


@app.command()
def redact(
    context: typer.Context, id: Id, why: Annotated[str, typer.Option(help="The reason; it stays in the ledger.")]
) -> None:
    """Erase the body of a report for good. The chain still verifies, and the reason stays.

    sayso redact r1f04 --why "the court ordered it"
    """
    from sayso.commands import keeping

    keeping.redact(_session(context), id, why)


@app.command()
def explain(
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="A claim kind; without it, all.", show_default=False)
    ] = None,
) -> None:
    """Say what a claim kind means, and its codes in PLOVER and ACLED.

    sayso explain internet_shutdown
    """
    from sayso.commands import about

    about.explain(_session(), kind)


@app.command()
def doctor(context: typer.Context) -> None:
    """Say what works here and what does not, with remedies.

    sayso doctor
    """
    from sayso.commands import about

    about.doctor(_session(context))


def _session(context: typer.Context | None = None) -> Any:
    from sayso.commands.session import session

    return session(context.obj if context else None)


def main() -> None:
    """Run what was typed; without anything, the help."""
    gc.set_threshold(COLLECT_AFTER)
    sys.setswitchinterval(SWITCH)
    typed = sys.argv[1:]
    status = ended(lambda: _run(*typed or ["--help"]))
    sys.exit(status if typed else NOTHING_TYPED)


def _run(*typed: str) -> None:
    """As `app()` does, but without its own handling of Ctrl-C, closed pipes and usage errors, which `ended` codes."""
    command = typer.main.get_command(app)
    with command.make_context("sayso", list(typed)) as context:
        command.invoke(context)
