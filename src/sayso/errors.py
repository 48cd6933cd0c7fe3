"""Every way in which an input or a ledger can be wrong: a code, what happened, and what to do about it.

Codes are stable: scripts and tests match on them. `docs/errors.md` lists them, and a test holds it to this file.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sayso.printable import printable


@dataclass(frozen=True, slots=True)
class Code:
    """`what` and `remedy` are format strings; `exit` is the exit status of a command that ends with it."""

    code: str
    what: str
    remedy: str
    exit: int = 1


CODES = {
    c.code: c
    for c in (
        Code("E001", "{path}: no such file", "check the path; an address begins with http:// or https://", 2),
        Code("E002", "{path}: this folder holds no reports", "docs/collecting.md lists the files that are read", 2),
        Code("E003", "{path}: not text but {what}", "give text, pages, JSON, PDF, mails or web archives (docs/collecting.md)"),
        Code("E004", "{path}: empty", "check that the file was saved or downloaded whole"),
        Code("E005", "{path}: {size} is more than the limit of {limit}", "split it, or raise SAYSO_MAX_BYTES"),
        Code("E006", "{path}: encoding not known, {detail}", "save it as UTF-8"),
        Code("E007", "{path}: line {line} is not JSON ({detail})", "mend that line; the other lines were read"),
        Code("E008", "{path}: not JSON ({detail})", "mend the file, or give one object a line as .jsonl"),
        Code("E009", "{path}: object {number} has no text", 'each object needs a "text" (or "maintext") string'),
        Code("E010", "{path}: cannot be read ({detail})", "check its permissions"),
        Code("E011", "“{value}” is no date", "write it like 2022-01-07 or 2022-01-07T14:00", 2),
        Code("E012", "{path}: no readable text in the page ({detail})", "save the page as text and read that"),
        Code("E013", "no reader called “{name}”", "one of: {known}", 2),
        Code("E014", "no layer called “{name}”", "one of: {known}", 2),
        Code(
            "E015",
            "{path}: not an address that can be fetched ({detail})",
            "give one that begins with http:// or https://",
            2,
        ),
        Code("E016", "no claim kind called “{name}”{near}", "sayso explain lists all kinds", 2),
        Code("E017", "no format called “{name}”", "one of: {known}", 2),
        Code("E019", "{path}: {size} is more than {limit} in one report", "split it into several reports"),
        Code("E020", "{path}: no ledger there", "sayso add FILE makes one, or give another with --ledger", 2),
        Code("E021", "{path}: the ledger is in use by another process", "wait until it is done, then repeat; nothing was lost"),
        Code("E022", "{path}: no space left on the disk", "free some space and say it again; what was kept is whole"),
        Code("E023", "{path}: made by a newer version of Sayso (schema {found}, this one knows {known})", "upgrade Sayso"),
        Code("E024", "{path}: not a Sayso ledger", "give another file with --ledger", 2),
        Code("E025", "{path}: the ledger cannot be written ({detail})", "check its permissions and the disk"),
        Code("E026", "entry {seq}: {detail}", "restore a backup, or compare with a saved head; do not go on writing", 3),
        Code("E027", "nothing in the ledger has the id {id}", "sayso claims and sayso received list them", 2),
        Code("E028", "{id} may be any of {count}: {which}", "give one of these, or more of it", 2),
        Code("E029", "{id} is redacted already, or holds no body", "nothing to do", 2),
        Code("E031", "{id} stands in report {report} and is not erased alone", "sayso redact {report} erases all of it", 2),
        Code("E032", "{detail}", "sayso rebuild makes them anew from the entries", 3),
        Code("E033", "{detail}", "{command} --help lists what it takes", 2),
        Code("E034", "the output cannot be written ({detail})", "free some space, or send it elsewhere"),
        Code("E035", "{detail}", "docs/settings.md lists the settings", 2),
        Code("E036", "“{value}” is no head", "give the 64 hex digits that sayso verify printed", 2),
        Code("E037", "a redaction needs a reason", 'give it with --why "…"; it stays in the ledger', 2),
        Code("E040", "{path}: the gazetteer is not built", "make install (or pip install .)", 70),
        Code("E041", "{path}: the model cannot be loaded ({detail})", "install Sayso again, or use --reader rules", 70),
        Code("E042", "no situation called “{name}”", "one of: {known}; sayso situation new NAME saves one", 2),
        Code("E043", "there is a situation called “{name}” already", "give another name, or --replace", 2),
        Code("E044", "a verdict needs a reviewer", "give --reviewer NAME, or set SAYSO_REVIEWER", 2),
        Code("E045", "{verdict} is said of two: give the other one with --with ID", "sayso incidents and claims list ids", 2),
        Code("E046", "no verdict called “{name}”", "one of: {known}", 2),
        Code("E047", "a verdict needs a reason", 'give it with --why "…"; it stays in the ledger', 2),
        Code("E048", "{detail}", "duplicate, same_incident and other_incident are said of two, all others of one", 2),
        Code(
            "E049",
            "{reviewer} has no word on {id} that stands",
            "only your own verdicts can be taken back: give who you are",
            2,
        ),
        Code(
            "E050",
            "{host} can be reached by others, and this page asks nobody who they are",
            "serve on 127.0.0.1, or with --auth (docs/sharing.md)",
            2,
        ),
        Code("E051", "{host}:{port} cannot be served on ({detail})", "give another --port; 0 takes any that is free", 2),
        Code("E052", "nobody had told this {what} by {moment}", "choose a later moment", 2),
        Code("E053", "{path}: no PostgreSQL server answers there ({detail})", "check the address, and that the server runs"),
        Code("E054", "{path}: the server does not let this user in ({detail})", "check user and password (docs/postgresql.md)"),
        Code("E055", "{path}: no such database", "createdb makes one (docs/postgresql.md)", 2),
        Code("E056", "PostgreSQL needs psycopg, which is not installed", "pip install 'sayso[postgresql]'", 70),
        Code("E057", "{path}: no ledger can be kept there ({detail})", "it takes PostgreSQL 13 or newer and the encoding UTF8"),
        Code(
            "E058",
            "{path}: the connection was lost ({detail})",
            "say it again once the server is back; nothing was done by halves",
        ),
        Code("E059", "{path}: the role may not do that ({detail})", "docs/postgresql.md lists the rights that each role needs"),
        Code("E060", "nothing was given", "paste a text, choose files, or drop them", 2),
        Code("E061", "{count} files at once are more than the limit of {limit}", "sayso add FOLDER takes any number", 2),
        Code("E062", "{count} runs of adding are waiting already", "wait until one has ended; what waits is not lost"),
        Code("E063", "a saved view needs a name", "give it one of {longest} characters at most, on one line", 2),
        Code("E064", "what was sent cannot be read ({detail})", "choose the files again and send them once more", 2),
        Code("E065", "no run of adding has the number {number}", "what was added is in the ledger; see the list of runs", 2),
        Code(
            "E066",
            "{target}: its entry {seq} is not that of {source}",
            "copy into a new ledger, or into one that holds the beginning of this one",
            2,
        ),
        Code("E067", "{source}: a ledger is not copied onto itself", "give another ledger to copy to", 2),
        Code(
            "E068",
            "the view “{name}” of {target} is not that of {source}",
            "sayso verify tells whose does not fit the entries, and sayso rebuild mends it; the entries are all copied",
            3,
        ),
        Code("E070", "{address}: not asked, {detail}", "if you trust it, name the host in SAYSO_ALLOW_HOSTS"),
        Code("E071", "{address}: no answer ({detail})", "try again later"),
        Code("E072", "{address}: the answer cannot be used ({detail})", "try again later, or save the page and give the file"),
        Code("E073", "{address}: the server says {status}", "check the address, or try again later"),
        Code("E074", "{address}: larger than {limit} bytes", "raise SAYSO_MAX_BYTES, or save the page and give the file"),
        Code("E075", "{address}: robots.txt asks not to fetch it", "save the page yourself and give the file"),
        Code(
            "E076",
            "{address}: text and data mining is reserved ({detail})",
            "ask the outlet; then save the page and give the file",
        ),
        Code("E077", "{path}: this feed or sitemap cannot be read ({detail})", "give the addresses of its articles instead"),
        Code("E078", "{path}: the archive is damaged, {detail}", "get it again; what was whole in it has been read"),
        Code("E079", "{path}: it cannot be unpacked ({detail})", "save the page and give the file"),
        Code("E080", "{path}: no readable text in the mail ({detail})", "save its text as .txt and give that"),
        Code("E081", "{path}: no readable text in the PDF ({detail})", "open it, copy its text, and give that as .txt"),
        Code("E082", "{path}: took longer than {limit} to read", "split it, or save its text alone; the rest was read"),
        Code("E083", "{path}: took more than {limit} of memory to read", "split it, or save its text alone; the rest was read"),
        Code("E084", "{path}: the process that read it died ({detail})", "split it, or save its text alone; the rest was read"),
        Code(
            "E085",
            "{path}: the evidence cannot be written ({detail})",
            "check its permissions and the disk; what was kept is whole",
        ),
        Code("E086", "{path}: no such evidence ({detail})", "restore the file of evidence from a backup", 3),
        Code("E087", "{what}: no time-stamp that holds ({detail})", "the entries stay as they are; sayso stamp asks again", 3),
        Code("E088", "{path}: {detail}", "docs/watch.md shows what it takes", 2),
        Code("E089", "{path}: another sayso watch runs on this ledger", "let that one run, or end it first", 2),
        Code(
            "E090",
            "{path}: the state of the watch cannot be used ({detail})",
            "delete it: all is fetched once more, none kept twice",
        ),
        Code("E092", "{path}: {detail}", "docs/alerts.md says what a table [[alert]] holds", 2),
        Code("E093", "{path}: the alerts that are kept there cannot be used ({detail})", "check its permissions and the disk"),
        Code("E094", "{target}: {detail}", "docs/alerts.md says when an alert is tried again, and when it is given up"),
        Code("E095", "{path}: line {line} is no outlet ({detail})", "mend that line; docs/outlets.md lists the columns", 2),
        Code("E096", "{path}: no table of outlets there ({detail})", "check the path in SAYSO_OUTLETS", 2),
        Code("E097", "{path}: the reader failed on it ({detail})", "please report it; the rest was read"),
        Code("E099", "{detail}", "please report it with the command that you typed", 70),
        Code("E100", "{package} is not installed, and this needs it", "pip install 'sayso[{extra}]', or the package itself", 2),
        Code("E101", "{path}: something is there already", "--resume goes on with it; else give another folder", 2),
        Code(
            "E102",
            "{path}: the results cannot be written ({detail})",
            "mend that and say it again with --resume; what was written is whole",
        ),
        Code("E103", "{path}: cannot be gone on with ({detail})", "give what it was begun with, or another folder", 2),
        Code("E104", "{path}: not read in bulk ({detail})", "docs/bulk.md lists what is; sayso add may read it", 2),
        Code("E105", "this worker has reader {found} and not {wanted}", "install the same version of Sayso on every machine"),
        Code("E106", "no process can be started to read in ({detail})", "free some memory, then say it again with --resume"),
        Code("E107", "no worker can be started ({detail})", "the lines above tell why; sayso read FILE needs no workers", 70),
        Code("E108", "the Ray cluster cannot be used ({detail})", "check RAY_ADDRESS; docs/bulk.md tells what workers need"),
        Code("E109", "{path}: cannot be loaded ({detail})", "give the folder that sayso bulk wrote, as it was written", 2),
        Code(
            "E110",
            "{part}: nothing of it was loaded ({detail})",
            "remove it from documents/; sayso bulk --resume makes it anew",
        ),
        Code(
            "E111",
            "{part}: {what} was not loaded ({detail})",
            "remove it from documents/; sayso bulk --resume makes it anew",
        ),
        Code("E113", "{path}: no features there to find copies and stories by", "give the folder that sayso bulk wrote", 2),
        Code("E114", "{path}: these features were made by another version ({detail})", "make the folder anew: sayso bulk … -o"),
        Code("E115", "{path}: copies and stories were not found ({detail})", "give a worker more memory, and run it again"),
        Code(
            "E116", "{path}: these features cannot be read ({detail})", "check the disk; sayso bulk --resume makes them again"
        ),
        Code("E120", "no format for export is called “{name}”", "one of: {known}", 2),
        Code("E121", "{name} is no text, and not shown on a terminal", "give a file for it: -o export{suffix}", 2),
        Code(
            "E122",
            "{claims} claims are too many for the page to work out at once",
            "ask for a place, a kind, days or a story; or type sayso export {name}, which takes as long as it needs",
            2,
        ),
        Code("E125", "{detail}", "give sayso.read a text, a page, or objects of docs/line-format.md"),
        Code(
            "E130",
            "no Chromium here to make a PDF with (looked for: {looked})",
            "sudo apt-get install chromium, or set SAYSO_CHROMIUM; or give -o FILE.html and print that from any browser",
            2,
        ),
        Code("E131", "the browser made no PDF ({detail})", "give -o FILE.html and print that from any browser"),
        Code(
            "E132", "{where}: no report is written there as {form}", "give -o FILE.html, .md or .pdf, or --format html or md", 2
        ),
        Code("E133", "{path}: the report cannot be written ({detail})", "check its permissions and the disk"),
        Code("E134", "two situations: {a} and {b}", "name one of them", 2),
        Code(
            "E135",
            "{path}: the tokens that are kept there cannot be used ({detail})",
            "check its permissions, or delete it and make the tokens anew",
        ),
        Code("E136", "there was a token called “{name}” already", "give another name: one of a revoked token stays its own", 2),
        Code("E137", "no token called “{name}” that could be revoked", "one of: {known}", 2),
        Code("E138", "the API needs a token ({detail})", "send Authorization: Bearer TOKEN; sayso token new NAME makes one"),
        Code("E139", "too many requests with a wrong token", "wait {seconds} s, and send the right one"),
        Code("E140", "this is being worked out", "ask again in {seconds} s; it goes on meanwhile"),
        Code("E141", "there is no such page of this list ({detail})", "begin with its first page, without cursor"),
        Code("E142", "there is nothing at this address", "docs/api.md lists the routes"),
        Code("E143", "the question does not fit ({detail})", "docs/api.md lists what each route takes"),
        Code("E144", "this is not done here ({detail})", "the API is read by GET or HEAD, where sayso serve told"),
        Code("E145", "the reader llm cannot be used ({detail})", "docs/llm.md says what is to be set", 2),
        Code("E146", "{report}: read by model, since llm gave no answer ({detail})", "docs/llm.md lists the causes"),
        Code("E147", "{report}: read by model, since llm's answer is not taken ({detail})", "docs/llm.md lists the causes"),
        Code("E148", "{report}: read by model, since it is too long for llm ({detail})", "SAYSO_LLM_MAX_BYTES sets the limit"),
        Code(
            "E149",
            "llm is not asked for the next {seconds} s ({detail}); reports are read by model",
            "check SAYSO_LLM_URL, SAYSO_LLM_MODEL and SAYSO_LLM_KEY, and the endpoint itself",
        ),
        Code("E150", "sayso bulk does not read by llm", "bulk with --reader model or rules; sayso add reads by llm", 2),
        Code("E153", "{path}: made by an older version of Sayso, and this only reads", "sayso verify brings it up to date", 2),
        Code("E154", "the tool {tool} cannot be asked so ({detail})", "its input schema says what it takes", 2),
        Code("E155", "no tool called “{name}”", "one of: {known}", 2),
        Code(
            "E156",
            "“{cursor}” is no place in this list any more",
            "ask without a cursor; give next_cursor as it came, with the same filters",
            2,
        ),
        Code("E160", "nobody could log in: there is no user", "sayso user add NAME --role administrator makes the first", 2),
        Code("E161", "{path}: the users cannot be read or written ({detail})", "check its permissions and the disk"),
        Code(
            "E162",
            "{host} can be reached by others, and passwords would pass in the clear",
            "give --certificate and --key, or --behind-proxy ADDRESS, or --plain-http where the network itself is safe",
            2,
        ),
        Code("E163", "{host}: under which name it is reached is not told", "--name sayso.example.org", 2),
        Code("E164", "{path}: this certificate cannot be used ({detail})", "docs/sharing.md tells what is asked for", 2),
        Code("E165", "this password is not taken ({detail})", "several words that belong together for you alone do well", 2),
        Code("E166", "no user called “{name}”", "one of: {known}", 2),
        Code("E167", "there is a user called “{name}” already", "sayso user role and sayso user password change them", 2),
        Code("E168", "this cannot be done with a user ({detail})", "docs/sharing.md tells what each role may do", 2),
        Code("E169", "the name or the password is wrong", "try again; an administrator gives a new password"),
        Code("E170", "too many tries to log in", "wait {seconds} s, then try again"),
        Code("E171", "this is for {role} alone, and you are {mine}", "an administrator gives roles"),
        Code("E172", "nobody is logged in here any more", "log in, then send it once more"),
        Code("E173", "{option} is for a server that asks who comes", "sayso serve --auth; docs/sharing.md shows how", 2),
        Code("E174", "{path}: the views of limited users cannot be made ({detail})", "free some space, and look again"),
        Code("E175", "{path}: there is something already", "give another name, or a folder: there each backup gets its own", 2),
        Code("E176", "{path}: the backup cannot be written ({detail})", "mend that and say it again; no half of one is left"),
        Code("E177", "{path}: no backup ({detail})", "give the file that sayso backup wrote", 2),
        Code("E178", "{path}: the backup does not hold ({detail})", "use another backup; nothing was changed", 3),
        Code("E179", "{path}: a backup of form {found}, and this knows up to {known}", "pip install -U sayso", 2),
        Code(
            "E180",
            "{target}: there is something already",
            "restore --to another place; --replace keeps what is there aside (a file's; docs/backup.md)",
            2,
        ),
        Code(
            "E181",
            "{target}: restoring another backup there was cut off",
            "give that one again, which finishes it; or delete {folder}, and begin anew",
            2,
        ),
        Code("E182", "{path}: cannot be restored there ({detail})", "mend that and say it again: it goes on, or begins anew"),
        Code("E183", "{ledger}: {times} times something was redacted meanwhile", "say it again once nobody redacts"),
        Code(
            "E184",
            "{target}: a ledger in PostgreSQL is not replaced",
            "restore into another schema or database, then let SAYSO_LEDGER name that",
            2,
        ),
        Code("E187", "{path}: erasing was cut off ({detail})", "say sayso redact once more, which finishes it", 3),
    )
}


class SaysoError(Exception):
    """One of `CODES`, with its values filled in. Printed as one line, whatever its values hold; never shown as a traceback."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = CODES[code]
        self.values = {name: str(value) for name, value in values.items()}
        self.what = printable(self.code.what.format(**values))
        self.remedy = printable(self.code.remedy.format(**values))
        super().__init__(self.line)

    def __reduce__(self) -> tuple[object, ...]:
        """From one process to another."""
        return _again, (self.code.code, self.values), self.__dict__

    @property
    def line(self) -> str:
        return f"{self.code.code} {self.what}: {self.remedy}"


def _again(code: str, values: dict[str, str]) -> SaysoError:
    return SaysoError(code, **values)


SHOWN = 3
"""Ids that a person is shown to choose from."""


def of_several(typed: str, ids: Collection[str]) -> SaysoError:
    """E028, with the first of the ids that it may be."""
    which = ", ".join(sorted(ids)[:SHOWN]) + (" and others" if len(ids) > SHOWN else "")
    return SaysoError("E028", id=typed, count=len(ids), which=which)
