"""The command line: one function a command, and no logic of its own.

Imports inside the functions keep `sayso --help` fast: a command loads what it uses. Clock, environment, standard input and
the terminal are read here and passed on.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.main

from sayso import __version__
from sayso.commands.asking import PLACE, Asked, asking
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

Paths = Annotated[
    list[str],
    typer.Argument(metavar="FILE…", help="Files, folders, addresses (https://…), or - (standard input).", show_default=False),
]
Published = Annotated[str | None, typer.Option(help="When it was published, where the text does not say: 2022-01-07.")]
ReaderName = Annotated[str | None, typer.Option("--reader", help="Which reader: model (the default), rules or llm.")]
Format = Annotated[str | None, typer.Option("--format", help="table, jsonl, csv, json or md; a pipe gets jsonl.")]
Why = Annotated[bool, typer.Option("--why", help="With the reasons.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="What it is called.", show_default=False)]
VERDICTS = "confirm, refute, unverifiable, duplicate, wrong_reading, same_incident, other_incident or withdraw."
FORMATS = (
    "claims, acled, ucdp, hxl, geojson, parquet, plover, polecat, timemap, ftm or claimreview; docs/exports.md tells what "
    "each holds."
)
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
    ledger: Annotated[
        str | None, typer.Option(help="The ledger: a file, or postgresql://…; else SAYSO_LEDGER, else sayso.ledger here.")
    ] = None,
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
def bulk(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…",
            help="Web archives, JSON lines, Parquet, files, folders, patterns; paths or any address that fsspec opens.",
            show_default=False,
        ),
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="The folder for the results: a path, or an address (s3://…).")],
    published: Published = None,
    reader: ReaderName = None,
    engine: Annotated[str, typer.Option(help="Who does the work: local, this machine; or ray, a cluster.")] = "local",
    workers: Annotated[int | None, typer.Option(help="Processes that read; else one a core.", min=1)] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a run with the same inputs was stopped.")] = False,
    stories: Annotated[bool, typer.Option(help="At the end, find copies and stories among all that was read.")] = True,
) -> None:
    """Read archives of any size into Parquet: claims, reports and layers.

    sayso bulk archives/ -o results
    """
    from sayso.commands import bulk as bulk_run

    bulk_run.bulk(_session(), bulk_run.Wanted(inputs, output, published, reader, engine, workers, resume, stories))


@app.command()
def load(
    context: typer.Context,
    results: Annotated[str, typer.Argument(metavar="DIR", help="The folder that sayso bulk wrote.", show_default=False)],
) -> None:
    """Put what sayso bulk read into the ledger, checked. Safe to repeat: what is there already stays as it is.

    sayso load results
    """
    from sayso.commands import loading

    loading.load_into(_session(context), results)


@app.command()
def watch(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help="What is watched; else SAYSO_CONFIG, else sayso.toml here.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Fetch all that is due, then end: for cron.")] = False,
    list_all: Annotated[bool, typer.Option("--list", help="Print what is polled, and how it went; fetch nothing.")] = False,
    reader: ReaderName = None,
    format: Annotated[str | None, typer.Option("--format", help="Of --list: table, jsonl, csv, json or md.")] = None,
) -> None:
    """Poll feeds, sitemaps and pages, read what is new, and fetch it again for changed versions. Safe to stop anywhere.

    sayso watch --config sayso.toml
    """
    from sayso.commands import watch_list, watching

    if list_all:
        watch_list.list_all(_session(context), config, format)
    else:
        watching.watch(_session(context), config, once, reader, os.environ.get)


@app.command()
def received(
    context: typer.Context,
    unread: Annotated[bool, typer.Option("--unread", help="Only reports in a language that no reader reads yet.")] = False,
    unreadable: Annotated[bool, typer.Option("--unreadable", help="Only what gave no report, with its reason.")] = False,
    language: Annotated[str | None, typer.Option(help="Only reports in this language: ru.")] = None,
    since: Annotated[str | None, typer.Option(help="Only what was published on this day or later.")] = None,
    format: Format = None,
) -> None:
    """List what was received and what became of it: reports with their language and claims, and what could not be read.

    sayso received --unread
    """
    from sayso.commands import received as listing

    listing.received(_session(context), listing.asked(unread, unreadable, language, since), format)


@app.command()
@asking
def claims(
    context: typer.Context,
    asked: Asked,
    text: Annotated[str | None, typer.Option(help="Only claims with these words in their evidence.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many.", min=1)] = None,
    format: Format = None,
) -> None:
    """Print the claims of the ledger, newest first.

    sayso claims --kind killed --as-of 2022-01-08
    """
    from sayso.commands import views

    views.claims(_session(context), asked, text, limit, format)


@app.command()
@asking
def figures(
    context: typer.Context,
    asked: Asked,
    top: Annotated[int | None, typer.Option(help="Only the most reported, so many of a kind.", min=1)] = None,
    why: Why = False,
    format: Format = None,
) -> None:
    """Print the figures of the ledger through time: each value with who first told it, low, best and high, and how it stands.

    sayso figures --kind killed --place KZ --why
    """
    from sayso.commands import views

    views.figures(_session(context), asked, top, why, format)


@app.command()
@asking
def incidents(context: typer.Context, asked: Asked, why: Why = False, format: Format = None) -> None:
    """Print the incidents of the ledger, the latest first: what happened where and when, and who tells of it.

    sayso incidents --place Almaty --why
    """
    from sayso.commands import known_views

    known_views.incidents(_session(context), asked, why, format)


@app.command()
@asking
def stories(context: typer.Context, asked: Asked, why: Why = False, format: Format = None) -> None:
    """Print which reports belong to one course of events. JSON lines and CSV give a line a report, the rest one a story.

    sayso stories --since 2022-01-01
    """
    from sayso.commands import known_views

    known_views.stories(_session(context), asked, why, format)


@app.command()
@asking
def sources(context: typer.Context, asked: Asked, why: Why = False, format: Format = None) -> None:
    """Print who is said to have said it: institutions and office-holders resolved across reports, private persons by role.

    sayso sources --place KZ --why
    """
    from sayso.commands import known_views

    known_views.sources(_session(context), asked, why, format)


@app.command()
@asking
def origins(context: typer.Context, asked: Asked, why: Why = False, format: Format = None) -> None:
    """Print how many independent origins stand behind each figure, and which.

    sayso origins --kind killed --why
    """
    from sayso.commands import known_views

    known_views.origins(_session(context), asked, why, format)


@app.command()
@asking
def measures(context: typer.Context, asked: Asked, why: Why = False, format: Format = None) -> None:
    """Print what was imposed and lifted: emergency, curfew, internet shutdown, closures, bans, deployments, with start and end.

    sayso measures --place KZ --as-of 2022-01-10
    """
    from sayso.commands import known_views

    known_views.measures(_session(context), asked, why, format)


@app.command()
@asking
def export(
    context: typer.Context,
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=FORMATS, show_default=False)],
    asked: Asked,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else a pipe.")] = None,
    text: Annotated[str | None, typer.Option(help="Only claims with these words in their evidence.")] = None,
    only: Annotated[str | None, typer.Option(metavar="ID", help="One figure, incident, report, story or origin.")] = None,
    names: Annotated[bool, typer.Option("--names", help="Private persons by name, not by role.")] = False,
) -> None:
    """Write what fits as others read it: their columns, their codes, their rules (docs/exports.md).

    sayso export acled --place KZ --as-of 2022-01-10 -o kazakhstan.csv
    """
    from sayso.commands import exporting

    exporting.export(_session(context), asked, exporting.Wanted(format, output, text, names, only))


@app.command()
def review(
    context: typer.Context,
    id: Id,
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help=VERDICTS, show_default=False)],
    why: Annotated[str, typer.Option(help="The reason; it stays in the ledger.")],
    other: Annotated[str | None, typer.Option("--with", help="The other one, where the verdict is on two.")] = None,
    reviewer: Annotated[str | None, typer.Option(help="Who decides; else SAYSO_REVIEWER.")] = None,
) -> None:
    """Give a verdict on a claim, a value, a figure, an incident or a link. It outranks the rules; both stay visible. Your last
    word on it is taken back by withdraw.

    sayso review c1f04 confirm --why "the ministry's own statement" --reviewer Ann
    """
    from sayso.commands import reviewing

    reviewing.review(_session(context), id, verdict, why, other, reviewer)


@app.command()
def brief(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SITUATION", help="A saved situation.", show_default=False)],
    as_of: Annotated[str | None, typer.Option(help="What was known by then: what had been published. 2022-01-08")] = None,
    recorded_by: Annotated[str | None, typer.Option(help="What this ledger held by then: 2022-01-08T12:00.")] = None,
) -> None:
    """Write a situation as one page of text: the ledger's own values only, each with the number of its evidence.

    sayso brief unrest --as-of 2022-01-10
    """
    from sayso.commands import briefing

    briefing.brief(_session(context), name, as_of, recorded_by)


@app.command()
@asking
def report(
    context: typer.Context,
    asked: Asked,
    name: Annotated[str | None, typer.Argument(metavar="[SITUATION]", help="A saved situation.", show_default=False)] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="The file: .html, .md or .pdf; standard output without it.")
    ] = None,
    format: Annotated[str | None, typer.Option("--format", help="html, md or pdf, whatever the name of the file.")] = None,
    made: Annotated[str | None, typer.Option(help="When it was made, to be printed in it: 2022-01-08T12:00.")] = None,
) -> None:
    """Write a situation as one file to send: figures, charts, a map, and all evidence; needs no network and no script.

    sayso report unrest -o unrest.html --as-of 2022-01-10
    """
    from sayso.commands import situation_reporting

    situation_reporting.report(_session(context), name, asked, output, format, made)


situation = typer.Typer(
    help="Save and list views. sayso situation new unrest --place KZ", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(situation, name="situation")


@situation.command("new")
def situation_new(
    context: typer.Context,
    name: Name,
    place: Annotated[str | None, typer.Option(help=PLACE)] = None,
    since: Annotated[str | None, typer.Option(help="Only what was published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Only what was published on this day or earlier.")] = None,
    text: Annotated[str | None, typer.Option(help="Only claims with these words in their evidence.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="A kind or group of kinds; may be said several times.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in place of the one of this name.")] = False,
) -> None:
    """Save a view: a place with everything in it, days, words, kinds.

    sayso situation new unrest --place KZ --since 2022-01-02
    """
    from sayso.commands import situations

    made = situations.asked(name, place, since, until, text, kind or [])
    situations.new(_session(context), made, replace)


@situation.command("list")
def situation_list(context: typer.Context, format: Format = None) -> None:
    """List the saved views.

    sayso situation list
    """
    from sayso.commands import situations

    situations.list_all(_session(context), format)


@situation.command("show")
def situation_show(context: typer.Context, name: Name, format: Format = None) -> None:
    """Say what a saved view shows.

    sayso situation show unrest
    """
    from sayso.commands import situations

    situations.show(_session(context), name, format)


@app.command()
def show(context: typer.Context, id: Id) -> None:
    """Show one claim whole: its words, who told it, and which rule read it so.

    sayso show c1f04
    """
    from sayso.commands import views

    views.show(_session(context), id)


@app.command()
def capture(
    context: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Of a capture, a report (or its name) or an unreadable.", show_default=False)
    ],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; a pipe gets it without this.")
    ] = None,
    record: Annotated[bool, typer.Option("--record", help="The whole WARC record, as a .warc.gz file of its own.")] = False,
) -> None:
    """Give back what was received, byte for byte, as a report was read from it.

    sayso capture r1f04 -o page.html
    """
    from sayso.commands import capturing

    capturing.capture(_session(context), id, output, record)


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="The port; 0 takes any that is free.", min=0, max=65535)] = 8022,
    host: Annotated[
        str, typer.Option(help="127.0.0.1, ::1 or localhost: this machine alone. Any other needs --auth.")
    ] = "127.0.0.1",
    auth: Annotated[bool, typer.Option("--auth", help="Ask everybody to log in: a server that a team shares.")] = False,
    name: Annotated[list[str] | None, typer.Option(metavar="HOST", help="A name under which it is reached.")] = None,
    certificate: Annotated[Path | None, typer.Option(metavar="FILE", help="Its certificate and chain (PEM), for TLS.")] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="The certificate's private key (PEM).")] = None,
    behind_proxy: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="A proxy at this address speaks TLS, and alone may ask.")
    ] = None,
    plain_http: Annotated[bool, typer.Option("--plain-http", help="Without TLS, where the network itself is safe.")] = False,
) -> None:
    """Open the page, and the API beside it: look at a crisis instead of reading about it. It works without a network, for this
    machine alone; with --auth for a team.

    sayso serve --port 8022
    """
    from sayso.serve import running
    from sayso.serve.shared.listening import Listening

    how = Listening(host, port, auth, tuple(name or ()), certificate, key, tuple(behind_proxy or ()), plain_http)
    running.serve(_session(context), how)


token = typer.Typer(
    help="Who may ask the API of sayso serve. sayso token new dashboard", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(token, name="token")


@token.command("new")
def token_new(
    context: typer.Context,
    name: Name,
    expires: Annotated[str | None, typer.Option(metavar="DATE", help="The last day on which it holds: 2027-01-31.")] = None,
    user: Annotated[str | None, typer.Option(help="Whose it is: it sees what they see, as long as they are a user.")] = None,
    situation: Annotated[
        list[str] | None, typer.Option(help="It sees this situation alone; may be said several times. For serve --auth.")
    ] = None,
) -> None:
    """Make a token and print it, this once: only a hash of it is kept. As soon as there is one, the API asks for it.

    sayso token new dashboard --expires 2027-01-31
    """
    from sayso.commands import tokens

    tokens.new(_session(context), name, expires, os.urandom, tokens.Sees(user, tuple(situation) if situation else None))


@token.command("list")
def token_list(context: typer.Context, format: Format = None) -> None:
    """List the tokens by name: valid, expired or revoked.

    sayso token list
    """
    from sayso.commands import tokens

    tokens.list_all(_session(context), format)


@token.command("revoke")
def token_revoke(context: typer.Context, name: Name) -> None:
    """Take a token back: whoever has it is refused from now on.

    sayso token revoke dashboard
    """
    from sayso.commands import tokens

    tokens.revoke(_session(context), name)


user = typer.Typer(
    help="Who may use a shared server: sayso user add Ann --role editor", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(user, name="user")
RoleName = Annotated[str, typer.Option("--role", help="reader, reviewer, editor or administrator.", show_default=False)]


@user.command("add")
def user_add(
    context: typer.Context,
    name: Name,
    role: RoleName,
    situation: Annotated[
        list[str] | None, typer.Option(help="They see this situation alone; may be said several times.")
    ] = None,
) -> None:
    """Make a user. The password is typed twice, or is the first line of standard input.

    sayso user add Ann --role administrator
    """
    from sayso.commands.people import managing, passwords

    managing.add(_session(context), name, role, situation or (), passwords.Passwords)


@user.command("list")
def user_list(context: typer.Context, format: Format = None) -> None:
    """List the users with their roles, and what they see.

    sayso user list
    """
    from sayso.commands.people import managing

    managing.list_all(_session(context), format)


@user.command("role")
def user_role(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, reviewer, editor or administrator.", show_default=False)],
) -> None:
    """Give a user another role. They have to log in again.

    sayso user role Ann editor
    """
    from sayso.commands.people import managing

    managing.role(_session(context), name, role)


@user.command("situations")
def user_situations(
    context: typer.Context,
    name: Name,
    situation: Annotated[
        list[str] | None, typer.Argument(metavar="[SITUATION]…", help="All that they see.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--everything", help="They are limited to none.")] = False,
) -> None:
    """Limit a reader or reviewer to situations, or to none. They have to log in again.

    sayso user situations Ann unrest floods
    """
    from sayso.commands.people import managing

    managing.situations(_session(context), name, situation or (), everything)


@user.command("password")
def user_password(context: typer.Context, name: Name) -> None:
    """Give a user another password, typed twice or on standard input. Who is logged in by the old one is out.

    sayso user password Ann
    """
    from sayso.commands.people import managing, passwords

    managing.password(_session(context), name, passwords.Passwords)


@user.command("remove")
def user_remove(context: typer.Context, name: Name) -> None:
    """Take a user away: they are out at once. What they decided stays in the ledger.

    sayso user remove Ann
    """
    from sayso.commands.people import managing

    managing.remove(_session(context), name)


@user.command("sessions")
def user_sessions(
    context: typer.Context,
    end: Annotated[str | None, typer.Option(metavar="NAME", help="End all sessions of this user instead.")] = None,
    format: Format = None,
) -> None:
    """List who is logged in, or end the sessions of a user.

    sayso user sessions --end Ann
    """
    from sayso.commands.people import managing

    managing.sessions(_session(context), end, format)


@user.command("log")
def user_log(
    context: typer.Context,
    limit: Annotated[int | None, typer.Option(help="At most so many lines.", min=1)] = None,
    format: Format = None,
) -> None:
    """Print what was written down of log-ins, failures and changes to users, the newest first.

    sayso user log --limit 20
    """
    from sayso.commands.people import managing

    managing.log(_session(context), limit, format)


@app.command()
def mcp(context: typer.Context) -> None:
    """Let an assistant ask the ledger, by the Model Context Protocol on standard input and output. It can only read.

    sayso mcp
    """
    from sayso.serve.mcp import running

    running.serve(_session(context))


@app.command()
def alerts(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="First find what changed, and hand it over.")] = False,
    config: Annotated[
        Path | None, typer.Option(help="The file with the rules; else SAYSO_CONFIG, else sayso.toml here.")
    ] = None,
    format: Format = None,
) -> None:
    """Alert on changed figures: list what was found and what waits; --check compares, writes down and hands over.

    sayso alerts --check --config sayso.toml
    """
    from sayso.commands import alert_list

    session = _session(context)
    if check:
        alert_list.check_now(session, config, os.environ.get)
    else:
        alert_list.list_all(session, format)


@app.command()
def verify(
    context: typer.Context,
    head: Annotated[str | None, typer.Option(help="A head noted earlier: proves that nothing was cut off since.")] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Read what was received too, each against its digest. It may take long.")
    ] = False,
) -> None:
    """Prove that no entry of the ledger was changed, and that the views say what the entries say.

    sayso verify --head 6f1c…
    """
    from sayso.commands import keeping

    keeping.verify(_session(context), head, evidence)


@app.command()
def stamp(context: typer.Context) -> None:
    """Ask a time-stamp authority (RFC 3161) to sign the head of the ledger: proof that it said this by now.

    SAYSO_STAMP_URL=https://stamps.example/tsr sayso stamp
    """
    from sayso.commands import stamping

    stamping.stamp(_session(context))


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


@app.command("copy")
def copy_ledger(
    source: Annotated[str, typer.Argument(metavar="LEDGER", help="The ledger that is copied.", show_default=False)],
    target: Annotated[str, typer.Argument(metavar="LEDGER", help="Where to; made where there is none.", show_default=False)],
) -> None:
    """Copy a ledger into another, a file or a PostgreSQL database: the same entries, chain and head. Safe to repeat and to stop
    anywhere: it goes on where it stopped.

    sayso copy sayso.ledger postgresql://ann@db.example/crisis
    """
    from sayso.commands import copying

    copying.copy_ledger(_session(), source, target)


@app.command()
def backup(
    context: typer.Context,
    to: Annotated[
        str,
        typer.Argument(
            metavar="FILE|FOLDER", help="A new file; or a folder, where it gets a name of its own.", show_default=False
        ),
    ],
) -> None:
    """Write the ledger and all that belongs to it into one file, while it is in use, and read it back.

    sayso backup /backups
    """
    from sayso.commands import backing_up

    backing_up.back_up(_session(context), to)


@app.command()
def restore(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="BACKUP", help="The file that sayso backup wrote.", show_default=False)],
    to: Annotated[
        str | None, typer.Option(metavar="LEDGER", help="Where to: a file, or postgresql://…; else the ledger in use.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only look whether it is whole; write nothing.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Move aside what is there.")] = False,
    head: Annotated[str | None, typer.Option(help="A head noted earlier: proves that it is that ledger.")] = None,
) -> None:
    """Put a backup back, once every byte of it and the whole chain are checked; --check does only that.

    sayso restore sayso.backup.tar --to sayso.ledger
    """
    from sayso.commands import restoring

    if check:
        restoring.check(_session(context), path, head)
    else:
        restoring.restore(_session(context), path, to, replace, head)


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
