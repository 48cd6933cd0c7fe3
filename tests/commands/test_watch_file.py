"""`sayso.toml`: what it may say, and one line for everything else."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.schedule.records import Kind, Watched
from sayso.commands.watch_file import LIST_KEYS, TABLES, WATCH_KEYS, watch_file
from sayso.errors import SaysoError

DOC = Path(__file__).resolve().parents[2] / "docs" / "watch.md"
FEED = '[[feed]]\nurl = "http://news.invalid/feed"\n'


def test_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "sayso.toml"
    path.write_text(
        '[watch]\nevery = "30m"\nrefetch = ["2h"]\n'
        + FEED
        + '[[sitemap]]\nurl = "https://news.invalid/map"\nevery = "2d"\n'
        + '[[page]]\nurl = "http://news.invalid/live"\nevery = "90s"\n'
        + '[[alert]]\nany = "thing"\n',
        encoding="utf8",
    )
    said = watch_file(path)
    assert said.watched == (
        Watched(Kind.FEED, "http://news.invalid/feed", 1800),
        Watched(Kind.SITEMAP, "https://news.invalid/map", 172_800),
        Watched(Kind.PAGE, "http://news.invalid/live", 90),
    )
    assert said.refetch == (7200,) and said.alerts == ({"any": "thing"},)


def test_what_it_says_where_it_says_little(tmp_path: Path) -> None:
    path = tmp_path / "sayso.toml"
    path.write_text(FEED, encoding="utf8")
    said = watch_file(path)
    assert said.watched[0].every == 900 and said.refetch == (3600, 21_600, 86_400) and said.alerts == ()


WRONG = {
    "nothing to watch": "",
    "nothing to watch: ": '[watch]\nevery = "1h"\n',
    "the file: no key called “fed”": "[[fed]]\n",
    "“feed” is written [[feed]]": '[feed]\nurl = "http://news.invalid/"\n',
    "“alert” is written [[alert]]": FEED + "[alert]\n",
    "“watch” is written [watch]": "watch = 3\n" + FEED,
    "[watch]: no key called “evry”": '[watch]\nevry = "1h"\n' + FEED,
    "[watch] every must be a period": "[watch]\nevery = 15\n" + FEED,
    "[[feed]] 2: url must be": FEED + "[[feed]]\n",
    "[[page]] 1: url must be": '[[page]]\nurl = "ftp://news.invalid/"\n',
    "https://, without a password": '[[feed]]\nurl = "https://me:word@news.invalid/"\n',
    "[[page]] 1: url must": '[[page]]\nurl = "http://[broken"\n',
    "[[feed]] 1: no key called “outlets”": FEED + 'outlets = "x"\n',
    "[[feed]] 1: every must be a period from “1m” to “30d”".replace("“", '"').replace("”", '"'): FEED + 'every = "1s"\n',
    "[[feed]] 1: every must": FEED + 'every = "31d"\n',
    "[[feed]] 1: every": FEED + 'every = "-1h"\n',
    "[watch] refetch must be a list": '[watch]\nrefetch = "1h"\n' + FEED,
    "[watch] refetch must be a period": "[watch]\nrefetch = [1]\n" + FEED,
    "[watch] refetch: each period must be longer": '[watch]\nrefetch = ["1h", "60m"]\n' + FEED,
    "http://news.invalid/feed stands there 2 times": FEED + '[[page]]\nurl = "http://news.invalid/feed"\n',
    "(at line 3, column 3)": FEED + "a b\n",
    "no key called “␛[31m”": '"\\u001b[31m" = 1\n',
}


@pytest.mark.parametrize(("told", "text"), WRONG.items())
def test_everything_else_is_one_coded_line(tmp_path: Path, told: str, text: str) -> None:
    path = tmp_path / "sayso.toml"
    path.write_text(text, encoding="utf8")
    with pytest.raises(SaysoError) as error:
        watch_file(path)
    line = error.value.line
    assert line.startswith(f"E088 {path}: ") and told in line and line.isprintable() and "me:word" not in line


@pytest.mark.parametrize("value", ["[" * 5000, "9" * 5000, "1979-99-99", "nan", "{"])
def test_values_that_break_parsers(tmp_path: Path, value: str) -> None:
    path = tmp_path / "sayso.toml"
    path.write_text(f"[watch]\nevery = {value}\n{FEED}", encoding="utf8")
    with pytest.raises(SaysoError) as error:
        watch_file(path)
    assert error.value.code.code == "E088"


@given(st.binary(max_size=60) | st.text(alphabet='[]{}="watchfeedurl\n.,#', max_size=60).map(str.encode))
def test_whatever_it_holds_it_is_read_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sayso.toml"
        path.write_bytes(content)
        with suppress(SaysoError):
            watch_file(path)


def test_bytes_that_are_no_text_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name, told in (("bytes", "not UTF-8"), ("absent", "No such file"), (".", "Is a directory")):
        with pytest.raises(SaysoError, match=told) as error:
            watch_file(tmp_path / name)
        assert error.value.code.code == "E088"


def test_every_key_is_documented_and_the_example_holds(tmp_path: Path) -> None:
    text = DOC.read_text(encoding="utf8")
    rows = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    keys = {f"[watch] {key}" for key in WATCH_KEYS}
    lists = {f"[[{table}]] {key}" for table in TABLES if table not in ("watch", "alert") for key in LIST_KEYS}
    assert rows >= keys | lists
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert example
    (tmp_path / "sayso.toml").write_text(example[1], encoding="utf8")
    assert {one.kind for one in watch_file(tmp_path / "sayso.toml").watched} == set(Kind)
