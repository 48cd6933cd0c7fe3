"""Adding on the page: what became of each thing, hostile names, limits, and nothing that leaves this machine."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from sayso.commands.session import session
from sayso.errors import SaysoError
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader
from sayso.printable import printable
from sayso.serve.handed_over import Handed, Pasted, file_name, is_report
from sayso.serve.runs import MOST_WAITING, REMEMBERED, Runs, State
from sayso.show.page.adding import account
from tests.redacting import redact
from tests.serve.conftest import OWN, Serve, problem
from tests.serve.waiting import until

TEXT = "Clashes in Aktau\n\nPolice arrested more than 40 protesters in Aktau on Thursday, the Interior Ministry said.\n"
OTHER = "Two soldiers were killed in Atyrau on Friday, the Defence Ministry said."

Files = list[tuple[str, tuple[str, bytes]]]


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_READER", "rules")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "own.ledger"
    Ledger.open(path, session(path).clock, create=True).close()
    return path


@pytest.fixture
def client(serve: Serve, ledger: Path) -> TestClient:
    return serve(ledger)


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every attempt to reach another machine fails, and is told in the list."""
    tried: list[object] = []

    def refuse(_: object, address: Any) -> None:
        tried.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **_: refuse(None, a))
    yield tried


def sent(client: TestClient, files: Files | None = None, /, **typed: str) -> str:
    """Send the form; the address to which it leads."""
    answer = client.post("/add", data=typed, files=files or None, headers=OWN, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def ended(client: TestClient, at: str) -> html.HtmlElement:
    """The page of a run that has come to its end."""
    for _ in range(600):
        tree = html.fromstring(client.get(at).text)
        if not tree.xpath("//*[@id='run']/@hx-trigger"):
            return tree
        time.sleep(0.05)
    raise AssertionError("the run goes on and on")


def added(client: TestClient, files: Files | None = None, /, **typed: str) -> html.HtmlElement:
    return ended(client, sent(client, files, **typed))


def lines(page: html.HtmlElement) -> list[str]:
    return [" ".join(line.text_content().split()) for line in page.xpath("//li[contains(@class,'line')]")]


def became(page: html.HtmlElement) -> list[str]:
    """The word of each line."""
    return [str(one.text_content()) for one in page.xpath("//li[contains(@class,'line')]/*[@class='what']")]


def the_sum(page: html.HtmlElement) -> str:
    return str(page.xpath("string(//*[contains(@class,'sum')])"))


def file(name: str, body: str | bytes) -> tuple[str, tuple[str, bytes]]:
    return ("files", (name, body if isinstance(body, bytes) else body.encode()))


# --- what becomes of things ----------------------------------------------------------------------------------------


def test_a_file_becomes_a_report_that_the_line_leads_to(client: TestClient) -> None:
    page = added(client, [file("aktau.txt", TEXT)], files_published="2022-01-07")
    (line,) = lines(page)
    assert re.match(r"added Clashes in Aktau 7 January 2022 · [1-9] claims? · aktau.txt", line)
    assert re.fullmatch(r"/report/r[0-9a-f]+", page.xpath("//li[contains(@class,'line')]/a/@href")[0])
    assert the_sum(page).startswith("Received 1: 1 report added; ")


def test_the_situation_shows_it_after_the_run(client: TestClient) -> None:
    assert "holds no claims yet" in client.get("/").text
    added(client, [file("aktau.txt", TEXT)], files_published="2022-01-07")
    assert "more than 40" in client.get("/").text


@pytest.mark.parametrize(
    ("name", "body", "code", "remedy"),
    [
        ("empty.txt", b"", "E004", "Check that the file was saved or downloaded whole."),
        ("blank.html", b" \n ", "E004", "Check that"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(40), "E003", "Give text, pages, JSON, PDF, mails or web archives"),
        ("all.zip", b"PK\x03\x04" + bytes(40), "E003", "Give text"),
        ("broken.json", b'{"text": ', "E008", "Mend the file"),
        ("textless.json", b'[{"title": "Only a title"}]', "E009", "Each object needs"),
        ("bare.html", b"<html><body><script>1</script></body></html>", "E012", "Save the page as text"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_code_and_remedy(
    client: TestClient, name: str, body: bytes, code: str, remedy: str
) -> None:
    page = added(client, [file(name, body), file("good.txt", OTHER)])
    wrong, good = lines(page)
    assert wrong.startswith(f"unreadable {name} {code} ") and remedy in wrong
    assert good.startswith("added ")
    assert the_sum(page).startswith("Received 2: 1 report added, 1 could not be read; ")


def test_the_ledger_keeps_what_could_not_be_read_as_the_command_does(client: TestClient, ledger: Path) -> None:
    added(client, [file("empty.txt", b"")])
    with Reader.open(ledger) as reader:
        (kept,) = reader.counts().unreadable
    assert (kept.address, kept.code) == ("empty.txt", "E004")


def test_good_lines_of_a_broken_file_are_kept(client: TestClient) -> None:
    good = json.dumps({"text": OTHER, "title": "Two killed", "published": "2022-01-07"})
    page = added(client, [file("lines.jsonl", f"{good}\n{{broken\n")])
    wrong, right = lines(page)
    assert "E007 line 2 is not JSON" in wrong and "the other lines were read" in wrong
    assert right.startswith("added Two killed")


def test_the_same_twice_is_said_to_be_here_already(client: TestClient) -> None:
    first = added(client, [file("aktau.txt", TEXT), file("copy.txt", TEXT), file("aktau.txt", TEXT)])
    assert became(first) == ["already here", "already here", "added"]
    assert "All of it was here already." in lines(first)[0]
    assert "The same text is here already; that it also came from there is kept." in lines(first)[1]
    assert len(set(first.xpath("//li[contains(@class,'line')]/a/@href"))) == 1
    again = added(client, [file("aktau.txt", TEXT)])
    assert lines(again)[0].startswith("already here Clashes in Aktau")


def test_what_was_redacted_does_not_come_back(client: TestClient, ledger: Path) -> None:
    page = added(client, [file("aktau.txt", TEXT)])
    report = page.xpath("//li[contains(@class,'line')]/a/@href")[0].removeprefix("/report/")
    redact(ledger, report, "the court <i>ordered</i> it")
    page = added(client, [file("aktau.txt", TEXT)])
    (line,) = lines(page)
    assert line == "refused aktau.txt It was redacted once (the court <i>ordered</i> it), and does not come back."
    assert the_sum(page) == "Received 1: 1 refused."


def test_no_date_and_no_claims_are_said(client: TestClient) -> None:
    (line,) = lines(added(client, [file("cakes.txt", "Pancakes\n\nMix flour, eggs and milk until the batter is smooth.")]))
    assert "No publication date" in line and "No claims found in it" in line


def test_a_language_without_a_reader_is_said(client: TestClient) -> None:
    text = "В пятницу в городе произошёл взрыв, погибли 12 человек, сообщила полиция. Раненые находятся в больнице. " * 2
    (line,) = lines(added(client, [file("x.txt", text)]))
    assert "In Russian, which no reader reads yet: kept, without claims" in line or "in Russian, which no reader" in line
    assert "No claims found" not in line


def test_a_folder_is_read_in_order_and_other_files_are_passed_over(client: TestClient) -> None:
    folder = [
        ("folder", (name, body.encode()))
        for name, body in [("x/b.txt", OTHER), ("x/a.txt", TEXT), ("x/.hidden/c.txt", "c"), ("x/notes.docx", "d")]
    ]
    page = added(client, folder)
    assert [re.search(r"[ab]\.txt", line)[0] for line in lines(page)] == ["b.txt", "a.txt"]  # type: ignore[index]
    assert "2 files of the folder passed over" in page.text_content()


def test_the_account_is_told_in_words_and_adds_up(client: TestClient) -> None:
    """It said "Received 3 = 1 reports + 1 duplicates + 0 unchanged + 0 refused + 1 unreadable; 1 claims added"."""
    one = "Bakers freed in Aktau\n\nFour bakers were released in Aktau on Friday, the Interior Ministry said.\n"
    added(client, [file("aktau.txt", OTHER)])
    page = added(client, [file("bakers.txt", one), file("again.txt", OTHER), file("empty.txt", b"")])
    assert the_sum(page) == "Received 3: 1 report added, 1 already here, 1 could not be read; 1 claim added."
    assert the_sum(page) in html.fromstring(client.get("/add").text).text_content()
    assert page.xpath("string(//h2[@id='taken'])") == "In the ledger"  # which what was here already is, though it was not taken


@pytest.mark.parametrize(
    ("of", "unreadable", "claims", "told"),
    [
        ({}, 0, 0, "nothing has come in"),
        ({Added.ADDED: 1_200}, 0, 3_400, "received 1,200: 1,200 reports added; 3,400 claims added"),
        ({Added.ADDED: 2, Added.REREAD: 1}, 0, 0, "received 3: 2 reports added, 1 read anew"),
        (
            {Added.DUPLICATE: 2, Added.UNCHANGED: 3, Added.REFUSED: 1},
            1,
            0,
            "received 7: 5 already here, 1 refused, 1 could not be read",
        ),
    ],
)
def test_the_account_counts_everything_once(of: dict[Added, int], unreadable: int, claims: int, told: str) -> None:
    assert account(of, unreadable, claims) == told


def test_an_empty_file_is_told_in_a_sentence(client: TestClient) -> None:
    """It said "E004 empty."."""
    (line,) = lines(added(client, [file("empty.txt", b"")]))
    assert line == (
        "unreadable empty.txt E004 There is no text in this file. Check that the file was saved or downloaded whole."
    )


# --- pasting ---------------------------------------------------------------------------------------------------------


def test_a_paste_keeps_what_is_known_of_it(client: TestClient, ledger: Path) -> None:
    typed = {"text": TEXT, "title": "From Aktau", "outlet": "The Tester", "published": "2022-01-07"}
    page = added(client, **typed, address="https://tester.invalid/a")
    (line,) = lines(page)
    assert re.match(r"added From Aktau The Tester, 7 January 2022 · \d claims? · pasted-[0-9a-f]{8}", line)
    with Reader.open(ledger) as reader:
        (report,) = reader.reports()
    assert (report.title, report.published, report.url) == ("From Aktau", "2022-01-07", "https://tester.invalid/a")
    assert report.outlet is not None and report.outlet.name == "The Tester"


def test_a_plain_paste_is_the_text_itself(client: TestClient, ledger: Path) -> None:
    added(client, text=TEXT.replace("\n", "\r\n"))
    with Reader.open(ledger) as reader:
        (report,) = reader.reports()
    assert report.text.startswith("Clashes in Aktau\n\nPolice arrested")
    assert report.name.startswith("pasted-")


def test_a_pasted_page_says_itself_what_it_is() -> None:
    pasted = Pasted("<html><body><p>Hello</p></body></html>", title="Mine", published="2022-01-07").handed()
    assert pasted.stream.read().startswith(b"<html>")
    assert pasted.published == "2022-01-07"


def test_files_and_a_paste_go_together(client: TestClient) -> None:
    page = added(client, [file("aktau.txt", TEXT)], text=OTHER)
    assert page.xpath("string(//h1)") == "Adding a file and a pasted text"
    assert len(lines(page)) == 2


# --- mistakes lose nothing ---------------------------------------------------------------------------------------------


def test_a_wrong_address_stays_typed(client: TestClient, offline: list[object]) -> None:
    answer = client.post("/add", data={"address": "ftp://news.invalid/a", "title": "Kept <b>"}, headers=OWN)
    assert answer.status_code == 400
    assert problem(answer).startswith("E015 ftp://news.invalid/a: not an address that can be fetched")
    assert 'value="ftp://news.invalid/a"' in answer.text and 'value="Kept &lt;b&gt;"' in answer.text
    assert offline == []


def test_an_address_that_is_not_to_be_had_hurts_no_file(client: TestClient, offline: list[object]) -> None:
    page = added(client, [file("aktau.txt", TEXT)], address="https://news.invalid/a")
    assert any("E070" in line for line in lines(page))  # .invalid is no host of the web
    assert any(line.startswith("added") for line in lines(page))


@pytest.mark.parametrize("address", ["http://127.0.0.1:8022/review", "http://localhost/", "http://169.254.169.254/latest"])
def test_the_page_asks_no_private_address(client: TestClient, offline: list[object], address: str) -> None:
    page = added(client, address=address)
    assert any("E070" in line for line in lines(page))
    assert offline == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({}, "E060"),
        ({"text": " \n"}, "E060"),
        ({"text": TEXT, "published": "soon"}, "E011"),
        ({"files_published": "x"}, "E011"),
    ],
)
def test_what_does_not_fit_is_told_beside_what_was_typed(client: TestClient, typed: dict[str, str], code: str) -> None:
    answer = client.post("/add", data=typed, headers=OWN)
    assert answer.status_code == 400
    assert problem(answer).startswith(code)
    if typed.get("text", "").strip():
        assert "Police arrested more than 40" in html.fromstring(answer.text).xpath("string(//textarea)")


def test_too_many_files_at_once(client: TestClient) -> None:
    answer = client.post("/add", files=[file(f"{n}.txt", "a") for n in range(201)], headers=OWN)
    assert answer.status_code == 400
    assert "E061 201 files at once" in problem(answer)


def test_a_file_over_the_limit(serve: Serve, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_MAX_BYTES", "1000")
    (line, good) = lines(added(serve(ledger), [file("long.txt", "word " * 1000), file("good.txt", OTHER)]))
    assert "E005 5,000 bytes is more than the limit of 1,000" in line
    assert good.startswith("added")


def test_a_body_over_the_limit_is_refused_before_it_is_read(
    serve: Serve, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_MAX_BYTES", "1000")
    monkeypatch.setenv("SAYSO_MAX_UPLOAD_BYTES", "20000")
    client = serve(ledger)
    assert client.post("/add", files=[file("a.txt", "a" * 5_000)], headers=OWN, follow_redirects=False).status_code == 303
    assert client.post("/add", files=[file("a.txt", "a" * 30_000)], headers=OWN).status_code == 413
    assert client.post("/situations", data={"name": "a" * 2_000}, headers=OWN).status_code == 413


def test_a_body_that_hides_its_length_ends_at_the_limit(serve: Serve, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_MAX_UPLOAD_BYTES", "20000")

    def body() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        yield from (b"a" * 1_000 for _ in range(100))
        yield b"\r\n--x--\r\n"

    headers = OWN | {"Content-Type": "multipart/form-data; boundary=x"}
    answer = serve(ledger).post("/add", content=body(), headers=headers)
    assert answer.status_code == 400
    assert "E064" in answer.text and "more than 20,000 bytes" in answer.text


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x", "application/json"])
def test_what_is_no_form_is_told(client: TestClient, kind: str) -> None:
    answer = client.post("/add", content=b"--x\r\nnonsense", headers=OWN | {"Content-Type": kind})
    assert answer.status_code == 400
    assert "E064" in answer.text or "E060" in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Origin": "null"}],
)
def test_another_site_adds_nothing(client: TestClient, ledger: Path, headers: dict[str, str]) -> None:
    for at in ("/add", "/add/1/stop", "/situations"):
        assert client.post(at, data={"text": TEXT, "name": "x"}, headers=headers).status_code in (403, 421)
    with Reader.open(ledger) as reader:
        assert reader.head().seq == 0


# --- names --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../x.txt", "x.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("/etc/passwd", "passwd"),
        ("", "file"),
        ("..", "file"),
        ("a/", "file"),
        ("-", "file"),
        ("<script>alert(1).txt", "<script>alert(1).txt"),
        ("a\x1b[2J\n.txt", "a␛[2J␊.txt"),
        ("a\u202etxt.exe", "a\ufffdtxt.exe"),
        ("C:\\fakepath\\a.html", "a.html"),
    ],
)
def test_a_name_becomes_one_harmless_line(given: str, name: str) -> None:
    assert file_name(given) == name == printable(name)


def test_a_long_name_keeps_its_ending() -> None:
    assert len(file_name("a" * 999 + ".html")) == 150
    assert file_name("a" * 999 + ".html").endswith(".html")


@pytest.mark.parametrize(
    ("path", "read"),
    [("x/a.txt", True), ("a.HTML", True), ("x/.git/a.txt", False), (".a.txt", False), ("a.docx", False), ("", False)],
)
def test_of_a_folder_the_same_files_are_read_as_by_the_command(path: str, read: bool) -> None:
    assert is_report(path) is read


@pytest.mark.parametrize("name", ["../../x<script>alert(1)<b>.txt", "a%22%3E<img src=x onerror=alert(1)>.txt", "{{ 7*7 }}.txt"])
def test_a_hostile_name_is_only_shown(client: TestClient, tmp_path: Path, name: str) -> None:
    page = added(client, [file(name, OTHER), file(name, b"")])
    assert not page.xpath("//main//script | //main//img | //main//b")
    assert "49" not in page.text_content()
    made = {path.name.removeprefix("own.ledger") for path in tmp_path.iterdir()}
    assert made <= {"", "-shm", "-wal", ".evidence"}


# --- while it runs --------------------------------------------------------------------------------------------------


class Slow(BytesIO):
    """A file that is read when somebody lets it."""

    def __init__(self, body: bytes, go: threading.Event) -> None:
        super().__init__(body)
        self.go, self.reached = go, threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.reached.set()
        assert self.go.wait(30)
        return super().read(size)


def test_a_run_can_be_stopped_and_what_was_added_stays(ledger: Path) -> None:
    runs, go = Runs(), threading.Event()
    slow = Slow(OTHER.encode(), go)
    run = runs.begin(
        session(ledger), [Handed("a.txt", BytesIO(TEXT.encode())), Handed("b.txt", slow), Handed("c.txt", BytesIO(b"c"))]
    )
    assert slow.reached.wait(30)
    waiting = runs.begin(session(ledger), [Handed("d.txt", BytesIO(b"Never read."))])
    assert run.shown().state is State.READING and waiting.shown().state is State.WAITING
    run.stop()
    waiting.stop()
    assert run.shown().under_way and run.shown().stopping
    go.set()
    until(lambda: not waiting.shown().under_way)
    shown = run.shown()
    assert shown.state is State.STOPPED and shown.taken_up == 2
    assert {line.address for line in shown.taken} == {"a.txt", "b.txt"}
    assert waiting.shown().state is State.STOPPED and waiting.shown().taken_up == 0
    with Reader.open(ledger) as reader:
        assert {report.name for report in reader.reports()} == {"a", "b"}
    runs.close()


def test_the_page_of_a_run_looks_again_by_itself_and_without_script(client: TestClient, ledger: Path) -> None:
    go = threading.Event()
    runs = client.app.app.state.desk.runs  # type: ignore[attr-defined]
    slow = Slow(OTHER.encode(), go)
    run = runs.begin(session(ledger), [Handed("b.txt", slow)])
    assert slow.reached.wait(30)
    text = client.get(f"/add/{run.number}").text
    page = html.fromstring(text)
    assert page.xpath("//*[@id='run']/@hx-trigger") == ["every 1s"]
    assert 'http-equiv="refresh"' in text and page.xpath("//a[@id='again']")
    assert client.get("/").status_code == 200 and client.get("/search").status_code == 200
    assert "A file" in client.get("/add").text
    assert client.post(f"/add/{run.number}/stop", headers=OWN, follow_redirects=False).status_code == 303
    assert "Stopping" in client.get(f"/add/{run.number}").text
    go.set()
    page = ended(client, f"/add/{run.number}")
    assert 'http-equiv="refresh"' not in html.tostring(page).decode()


def test_two_hundred_files(client: TestClient) -> None:
    page = added(client, [file(f"{n}.txt", f"Police arrested {n + 2} people in Aktau, a spokesman said.") for n in range(200)])
    assert the_sum(page).startswith("Received 200: 200 reports added; ")
    assert len(lines(page)) == 200


def test_a_ledger_that_another_process_writes_is_told(
    client: TestClient, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise SaysoError("E021", path=ledger)

    monkeypatch.setattr("sayso.ledger.ledger.Ledger.add", locked)
    page = added(client, [file("a.txt", OTHER)])
    assert "E021" in page.text_content() and "Wait until it is done" in page.text_content()
    assert "What was added until then stays" in page.text_content()


def test_a_full_disk_is_told_with_what_was_kept(client: TestClient, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Ledger.add

    def full(self: Ledger, capture: Any, report: Any, reading: Any) -> Any:
        if report.name == "b":
            raise SaysoError("E022", path=ledger)
        return whole(self, capture, report, reading)

    monkeypatch.setattr("sayso.ledger.ledger.Ledger.add", full)
    page = added(client, [file("a.txt", TEXT), file("b.txt", OTHER)])
    assert "E022" in page.text_content()
    assert the_sum(page).startswith("Received 1: 1 report added; ")


def test_what_nobody_foresaw_ends_one_run_and_not_the_next(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:

        def broken(*_: object) -> None:
            raise RuntimeError("<b>secret</b>")

        patch.setattr("sayso.commands.adding_run.Adding.all_of", broken)
        page = added(client, [file("a.txt", OTHER)])
        assert "E099" in page.text_content() and not page.xpath("//main//b")
    assert lines(added(client, [file("a.txt", OTHER)]))[0].startswith("added")


def test_a_report_that_the_ledger_fails_on_is_told_and_ends_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:

        def broken(*_: object) -> None:
            raise RuntimeError("<b>secret</b>")

        patch.setattr("sayso.ledger.ledger.Ledger.add", broken)
        page = added(client, [file("a.txt", OTHER)])
        assert "E097" in page.text_content() and not page.xpath("//main//b")
    assert lines(added(client, [file("a.txt", OTHER)]))[0].startswith("added")


def test_a_wrong_reader_is_told(serve: Serve, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_READER", "crystal-ball")
    assert "E013" in added(serve(ledger), text=TEXT).text_content()


def test_the_last_runs_are_remembered_and_few_wait(ledger: Path) -> None:
    runs, go = Runs(), threading.Event()
    slow = Slow(b"text", go)
    runs.begin(session(ledger), [Handed("a.txt", slow)])
    assert slow.reached.wait(30)
    for _ in range(MOST_WAITING):
        runs.begin(session(ledger), [])
    with pytest.raises(SaysoError, match="E062"):
        runs.begin(session(ledger), [])
    go.set()
    until(lambda: not runs.latest()[0].under_way)
    for _ in range(REMEMBERED + 2):
        last = runs.begin(session(ledger), [])
        until(lambda: not last.shown().under_way)  # noqa: B023
    assert len(runs.latest()) == REMEMBERED
    assert runs.latest()[0].number == last.number
    with pytest.raises(SaysoError, match="E065"):
        runs.find(1)
    runs.close()


def test_where_many_wait_nothing_typed_is_lost(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.serve.runs.MOST_WAITING", 0)
    answer = client.post("/add", data={"text": TEXT}, headers=OWN)
    assert answer.status_code == 400
    assert problem(answer).startswith("E062")
    assert "Police arrested" in html.fromstring(answer.text).xpath("string(//textarea)")


@pytest.mark.parametrize("at", ["/add/1", "/add/999999999999999999999"])
def test_a_run_that_is_none(client: TestClient, at: str) -> None:
    answer = client.get(at)
    assert answer.status_code == 404
    assert "E065" in answer.text
    assert client.get("/add/one").status_code == 400
