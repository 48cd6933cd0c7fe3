"""XML as servers send it, made fit for a parser: one encoding, no document type, no entities but characters, bounded depth.

A document type is where the attacks of XML live (entities that grow, files that are read, addresses that are asked), and no
feed or sitemap needs one. So it is cut away before any parser sees it, and a document with entities of its own is refused.
"""

from __future__ import annotations

import codecs
import html
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Sequence
from xml.parsers import expat

from sayso import limits
from sayso.collect.sniff import wide

HEAD = 4_096
"""Characters before the root element that are looked at."""
BYTE_ORDER_MARKS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
"""Codecs of Python's own, some of them slow on what is not theirs."""
DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._-]{1,40})")
PROLOGUE = re.compile(r"\s+|<\?[^>]*>|<!--.*?-->", re.DOTALL)
ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})")
OWN_ENTITY = re.compile(r"<!ENTITY\s+[^%\s]")
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
ARTICLES = frozenset({"item", "entry"})
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that no XML document may hold, and that some feeds do."""


class NotFitError(ValueError):
    """What is wrong with it, in words."""


def text_of(body: bytes, encoding: str | None = None) -> str:
    """The text, by byte-order mark, as UTF-8 where it is that, else as declared by document or transport, else windows-1252."""
    for mark, wide_name in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(wide_name, "replace")
    if zeros := wide(body):
        return body.decode(zeros, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _as_declared(body, encoding)


def _as_declared(body: bytes, encoding: str | None) -> str:
    declared = DECLARED.match(body.lstrip()[:HEAD])
    for told in (declared[1].decode("ascii") if declared else None, encoding):
        try:
            if told and codecs.lookup(told).name.replace("-", "_") not in NO_CHARSETS:
                return body.decode(told, "replace")
        except (LookupError, ValueError):  # no such encoding, or a codec that is not of text
            continue
    return body.decode("cp1252", "replace")


def root(head: str) -> str:
    """The name of the root element, lower case and without prefix; "" where the text is no markup. The beginning will do."""
    at = _after_prologue(head)
    match = ROOT.match(head, at)
    return match[2].lower() if match else ""


def plain_xml(text: str) -> str:
    """The document from its root element, HTML's names for characters read. NotFitError where it declares entities."""
    at = _after_prologue(text)
    if OWN_ENTITY.search(text, 0, at):
        raise NotFitError("it declares entities of its own, as attacks do")
    return NAMED.sub(_character, FORBIDDEN.sub("\ufffd", text[at:]))


def fault(document: bytes) -> str | None:
    """Why it is not well-formed, None where it is. NotFitError where it would make a parser slow, or lists too much."""
    weighed = _Weighed()
    parser = expat.ParserCreate("utf-8", " ")
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = weighed.start, weighed.end
    try:
        parser.Parse(document, True)
    except expat.ExpatError as error:
        return expat.ErrorString(error.code)
    return None


class _Weighed:
    """Gets expat's events, and raises NotFitError where there is too much of anything."""

    def __init__(self) -> None:
        self.depth = self.tags = self.articles = 0

    def start(self, name: str, attributes: Sequence[str]) -> None:
        self.depth += 1
        self.tags += 1
        self.articles += name.rpartition(" ")[2].lower() in ARTICLES
        _at_most(self.depth, limits.MAX_NESTING, "elements inside one another")
        _at_most(self.articles, limits.MAX_FEED_ITEMS, "articles")
        _at_most(self.tags, limits.MAX_FEED_TAGS, "elements")
        _at_most(len(attributes) // 2, limits.MAX_ATTRIBUTES, "attributes of one element")

    def end(self, _name: str) -> None:
        self.depth -= 1


def _at_most(count: int, limit: int, of: str) -> None:
    if count > limit:
        raise NotFitError(f"it has more than {limit:,} {of}")


def _after_prologue(text: str) -> int:
    """Where the root element begins: after declaration, comments, instructions and document type."""
    at = 0
    while True:
        if match := PROLOGUE.match(text, at):
            at = match.end()
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            at = _after_doctype(text, at)
        else:
            return at


def _after_doctype(text: str, at: int) -> int:
    """After `>`, or after `]` and `>` where it has declarations of its own; the end of the text where it never ends."""
    end, own = text.find(">", at), text.find("[", at)
    if own != -1 and own < end:
        closing = text.find("]", own)
        end = text.find(">", closing) if closing != -1 else -1
    return len(text) if end == -1 else end + 1


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name in OF_XML:
        return match[0]
    read = html.unescape(match[0])
    return html.escape(read) if read != match[0] else f"&amp;{name};"
