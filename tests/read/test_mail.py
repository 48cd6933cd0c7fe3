"""Press releases by mail: what of a mail is news, and who else got it stays out."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import limits
from sayso.collect.sniff import MAIL
from sayso.read import mail_text
from sayso.read.found_at import stem
from sayso.read.notes import Note
from sayso.types import Report, Unreadable
from tests.read.making_pdf import paragraphs, pdf
from tests.read.reading import Read, all_of

TEXT = "Two people died in the fire in the old town on Friday, police said.\n"
PAGE = (
    "<html><head><title>Newsletter 7</title></head><body><p>Two people died in the fire in the old town on Friday, police said."
    "</p><p>The minister spoke of a grave accident and of bad wires in the old house.</p></body></html>"
)


def mail(**more: str) -> EmailMessage:
    message = EmailMessage()
    headers = {
        "From": "Press Office <press@ministry.example>",
        "To": "Jane Doe <jane.doe@paper.example>",
        "Cc": "someone.else@paper.example",
        "Subject": "Fire in the old town",
        "Date": "Fri, 7 Jan 2022 12:00:00 +0600",
        **more,
    }
    for name, value in headers.items():
        message[name] = value
    return message


def plain(text: str = TEXT, **more: str) -> EmailMessage:
    message = mail(**more)
    message.set_content(text)
    return message


def read(message: EmailMessage | bytes) -> list[Read]:
    return all_of(message if isinstance(message, bytes) else message.as_bytes(), MAIL, None, "release.eml")


def reports(found: list[Read]) -> list[Report]:
    return [item for item in found if isinstance(item, Report)]


def notes(found: list[Read]) -> list[str]:
    return [item.text for item in found if isinstance(item, Note)]


def codes(found: list[Read]) -> list[str]:
    return [item.code for item in found if isinstance(item, Unreadable)]


def test_a_mail_is_a_report_by_its_sender() -> None:
    [report] = reports(read(plain()))
    assert (report.title, report.published, report.name) == ("Fire in the old town", "2022-01-07T12:00:00+06:00", "release")
    assert report.outlet
    assert (report.outlet.id, report.outlet.name, report.outlet.site) == (
        "ministry.example",
        "Press Office",
        "ministry.example",
    )
    assert report.text == "Fire in the old town\n\n" + TEXT.strip()


def test_who_got_it_stays_out() -> None:
    html = mail()
    html.set_content(PAGE, subtype="html")
    for message in (plain(), html):
        found = read(message)
        assert "jane" not in repr(found).lower() and "someone" not in repr(found).lower()


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ("Press Office <press@ministry.example>", ("ministry.example", "Press Office")),
        ("press@news.ministry.example", ("ministry.example", "ministry.example")),
        ("Free Press <free.press@gmail.com>", ("free-press", "Free Press")),
        ("=?utf-8?b?0JzQuNC90LjRgdGC0LXRgNGB0YLQstC+?= <press@ministry.example>", ("ministry.example", "Министерство")),
        ('"Office, Press" <press@ministry.example>', ("ministry.example", "Office, Press")),
        ("=?utf-8?q?Office=2C_Press?= <press@ministry.example>", ("ministry.example", "Office, Press")),
        ("Press Office", None),
        ("somebody@gmail.com", None),
    ],
)
def test_the_outlet_is_told_by_the_sender(sender: str, outlet: tuple[str, str] | None) -> None:
    body = f"From: {sender}\nSubject: Fire\nDate: Fri, 7 Jan 2022 12:00:00 +0600\n\n{TEXT}".encode()
    [report] = reports(read(body))
    assert (report.outlet and (report.outlet.id, report.outlet.name)) == outlet


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: Re: Fire in the old town", "Fire in the old town"),
        ("=?utf-8?q?Feuer_in_K=C3=B6ln?=", "Feuer in Köln"),
        ("=?koi8-r?b?8M/WwdI=?= =?koi8-r?b?IM7P3tjA?=", "Пожар ночью"),
        ("=?nonsense?q?Fire?=", "Fire"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
        ("Regional fire", "Regional fire"),
        ("", None),
    ],
)
def test_the_subject_is_the_title(subject: str, title: str | None) -> None:
    [report] = reports(read(f"From: a@b.example\nSubject: {subject}\n\n{TEXT}".encode()))
    assert report.title == title


def test_text_is_preferred_to_the_same_as_a_page() -> None:
    message = plain()
    message.add_alternative(PAGE, subtype="html")
    found = read(message)
    assert [report.text for report in reports(found)] == ["Fire in the old town\n\n" + TEXT.strip()]
    assert notes(found) == []


def test_a_page_is_read_as_one_under_the_header_of_the_mail() -> None:
    message = mail()
    message.set_content(PAGE, subtype="html")
    [report] = reports(read(message))
    assert (report.title, report.published) == ("Fire in the old town", "2022-01-07T12:00:00+06:00")
    assert report.outlet and report.outlet.id == "ministry.example"
    assert "bad wires" in report.text and "<p>" not in report.text


def test_attachments_become_reports_of_their_own_and_the_others_are_noted() -> None:
    message = plain()
    message.add_attachment(pdf([paragraphs(["Another three were hurt in the fire."])]), maintype="application", subtype="pdf")
    message.add_attachment("The street was closed all day long.", filename="street.txt")
    message.add_attachment(PAGE, subtype="html", filename="page.html")
    message.add_attachment(b"\xd0\xcf\x11\xe0", maintype="application", subtype="msword", filename="a.doc")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    found = read(message)
    assert [report.name for report in reports(found)] == ["release", "release#2", "release#3", "release#4"]
    assert {report.outlet.id for report in reports(found) if report.outlet} == {"ministry.example"}
    assert reports(found)[2].published == "2022-01-07T12:00:00+06:00"
    assert notes(found) == ["not read of this mail: “a.doc” (application/msword), “logo.png” (image/png)"]


def test_what_is_attached_is_told_by_its_content_and_its_name() -> None:
    message = mail()
    body = pdf([paragraphs(["Another three were hurt in the fire."])])
    for name, content in (("a.pdf", body), ("b", body), ("c.txt", TEXT.encode())):
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    assert [report.name for report in reports(read(message))] == ["release#2", "release#3", "release#4"]


def test_a_mail_in_a_mail_is_read() -> None:
    message = plain("See below.\n")
    message.add_attachment(plain(Subject="Flood in the new town"))
    assert [(report.name, report.title) for report in reports(read(message))] == [
        ("release", "Fire in the old town"),
        ("release#2", "Flood in the new town"),
    ]


def test_mails_in_mails_end() -> None:
    message = plain()
    for _ in range(12):
        outer = plain()
        outer.add_attachment(message)
        message = outer
    found = read(message)
    assert (len(reports(found)), codes(found)) == (5, ["E080"])


def test_one_bad_attachment_does_not_hurt_the_rest() -> None:
    message = plain()
    message.add_attachment(b"%PDF-rubbish", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment(b"a\0b\xff", maintype="text", subtype="plain", filename="b.txt")
    message.add_attachment("The street was closed all day long.", filename="street.txt")
    found = read(message)
    assert [report.name for report in reports(found)] == ["release", "release#4"]
    assert codes(found) == ["E081", "E003"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("News.\n\n-- \nJane Doe\n+1 555 0100\n", "News."),
        ("News.\n> Old news.\n> More.\nMore news.", "News.\n\nMore news."),
        ("News.\n\nOn Fri, 7 Jan 2022, Jane Doe wrote:\n> Old news.\n", "News."),
        ("> News that was\n> sent on.\n", "News that was\nsent on."),
        ("---------- Forwarded message ---------\nFrom: A <a@a.example>\nTo: jane@b.example\n\nNews.\n", "News."),
        ("-----Original Message-----\nFrom: A\nSent: Friday\nTo: Jane\nSubject: x\n\nNews.\nTo: all\n", "News.\nTo: all"),
        ("-- \nNews.", "-- \nNews."),
        ("News – “5 > 3”.\n", "News – “5 > 3”."),
    ],
)
def test_quotations_signatures_and_forwarding_are_left_out(body: str, text: str) -> None:
    assert mail_text.news(body).text == text


def test_what_is_left_out_is_told() -> None:
    assert notes(read(plain(TEXT + "-- \nJane\n"))) == ["3 lines of quotation, signature or forwarding were left out"]


def test_flowing_lines_are_joined() -> None:
    message = (
        f"From: a@b.example\nContent-Type: text/plain; format=flowed\n\nTwo people died \nin the fire, \npolice said.\n\n{TEXT}"
    )
    [report] = reports(read(message.encode()))
    assert report.text.startswith("Two people died in the fire, police said.\n\n")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_the_charset_that_it_tells_is_used(charset: str) -> None:
    text = base64.b64encode("Zwei Tote bei einem Feuer in der Kölner Altstadt.".encode(charset)).decode()
    head = f"From: a@b.example\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    [report] = reports(read((head + text).encode()))
    assert "Kölner" in report.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n\n",
        b"Subject: a\n\n",
        b"From: a@b.example\nSubject: Fire\n\n12345\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"Content-Type: multipart/mixed\n\n",
        b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA",
    ],
)
def test_a_mail_without_words_is_told(body: bytes) -> None:
    assert codes(read(body)) == ["E080"]


@pytest.mark.parametrize(
    "body",
    [
        b"From: a@b.example\nContent-Type: text/plain; charset=nonsense\n\n" + TEXT.encode(),
        b"From: a@b.example\nContent-Transfer-Encoding: nonsense\n\n" + TEXT.encode(),
        b"From: a@b.example\nContent-Type: nonsense\n\n" + TEXT.encode(),
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n" + TEXT.encode(),
        b"From: ((((((((\nDate: 99 Foo 99999999\nSubject: \xff\xfe\n\n" + TEXT.encode(),
        b"From: " + b"(" * 100_000 + b"\n\n" + TEXT.encode(),
        b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\n" + TEXT.encode(),
    ],
)
def test_broken_mails_are_read_as_far_as_they_go(body: bytes) -> None:
    [report] = reports(read(body))
    assert "Two people died" in report.text


def test_parts_within_parts_end() -> None:
    body = b"From: a@b.example\n"
    for n in range(2_000):
        body += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    assert codes(read(body + b"\nTwo people died.")) == ["E080"]


@pytest.mark.parametrize(
    "body",
    [
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 500_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(200)) + b"a\n" * 200_000,
    ],
)
def test_what_would_take_minutes_is_given_up_at_once(body: bytes) -> None:
    assert codes(read(body)) == ["E080"]


def test_a_parameter_without_end_is_cut() -> None:
    """The email package takes time that grows with the square of its length: for this one, minutes."""
    body = b'From: a@b.example\nContent-Type: text/plain; name="' + b'\\";' * 200_000 + b"\n\n" + TEXT.encode()
    assert len(read(body)) == 1


def test_parts_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PARTS", 3)
    message = plain()
    for n in range(5):
        message.add_attachment(f"The street {n} was closed.", filename=f"{n}.txt")
    found = read(message)
    assert len(reports(found)) == 3
    assert notes(found) == ["only the first 3 parts of this mail were read"]


WHOLE = plain()
WHOLE.add_attachment("The street was closed all day long.", filename="street.txt")
BYTES = WHOLE.as_bytes()


@given(st.integers(0, len(BYTES)), st.integers(0, len(BYTES)), st.binary(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_damage_leads_to_no_exception(start: int, end: int, junk: bytes) -> None:
    assert read(BYTES[:start] + junk + BYTES[end:])


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("a/press.mbox#2", "press#2"),
        ("a/press.mbox#2#3", "press#2#3"),
        ("a/b#.txt", "b#"),
        ("https://a.example/fire.html#2", "fire"),
        ("-", "paste"),
    ],
)
def test_a_part_is_named_by_its_file_and_number(address: str, name: str) -> None:
    assert stem(address) == name
