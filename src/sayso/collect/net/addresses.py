"""An address of the web, in the one form in which it is asked for and the one in which it is kept and compared.

 HTTP://Example.invalid:80/a/../b?utm_source=x&id=7#top
   asked for as  http://example.invalid/b?utm_source=x&id=7
   kept as       http://example.invalid/b?id=7

What a browser would guess at (spaces, backslashes, user names, an IPv4 address in one number) is refused: two programs that
guess differently are how a guard is passed. After RFC 3986 and, for hosts, UTS 46.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from sayso.collect.net import hosts
from sayso.errors import SaysoError
from sayso.printable import printable

LONGEST = 2_000
"""Characters of an address. Those of news pages have under 400; some servers and tools take no more than this."""
SHOWN = 200
"""Characters of an address that an error repeats."""
PARTS = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f-\xa0\\\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff\ufff0-\uffff]"
)
"""Controls, white space, marks that turn or hide text, half surrogate pairs, and the backslash that some read as a slash."""
SAFE = "!$&'()*+,;=:@/-._~%[]"
"""Of a path; of a query also the question mark. What is not safe is percent-encoded, which changes no meaning."""
ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
TRACKING = re.compile(
    r"(?:utm_\w+|[gdy]clid|fbclid|msclkid|igshid|mc_[ce]id|ocid|cmpid|ncid|ito|at_\w+|ns_\w+|_ga|ref|smid|partner|feedtype)",
    re.IGNORECASE,
)
"""Query parameters by which a site learns where its readers come from. They choose no page."""
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """`host` is ASCII, lower case, IPv6 without brackets; `target` is path and query as they are asked for."""

    scheme: str
    host: str
    port: int
    target: str
    canonical: str

    @property
    def site(self) -> str:
        """Host and port as the `Host` header tells them: `example.invalid`, `[::1]:8000`."""
        return _site(self.scheme, self.host, self.port)

    @property
    def asked(self) -> str:
        return f"{self.scheme}://{self.site}{self.target}"


def address(text: str) -> Address:
    """Raises SaysoError E015 for what is no address of a web page, or one that two programs could read differently."""
    text = text.strip()
    if len(text) > LONGEST:
        raise wrong(text, f"longer than {LONGEST:,} characters")
    if FORBIDDEN.search(text):
        raise wrong(text, "it holds a space, a backslash or a control character")
    parts = PARTS.fullmatch(text)
    if not parts:
        raise wrong(text, "neither http nor https")
    try:
        made = _made(parts[1].lower(), parts[2], parts[3], parts[4] or "")
    except hosts.NoHostError as error:
        raise wrong(text, str(error)) from None
    if max(len(made.asked), len(made.canonical)) > LONGEST:
        raise wrong(text, f"longer than {LONGEST:,} characters")
    return made


def canonical(text: str) -> str:
    """The address under which a page is kept and compared. Raises SaysoError E015 as `address` does."""
    return address(text).canonical


def joined(base: Address, link: str) -> str:
    """The link of a page or header at `base`, made whole. It may be none of the web: `address` judges that."""
    link = link.strip()
    if FORBIDDEN.search(link):
        return link
    try:
        return urljoin(base.asked, link)
    except ValueError:  # brackets that are no IPv6 address
        return link


def wrong(text: str, detail: str) -> SaysoError:
    shown = printable(text.encode("utf8", "replace").decode("utf8"))
    return SaysoError("E015", path=shown if len(shown) <= SHOWN else shown[:SHOWN] + "…", detail=detail)


def _made(scheme: str, authority: str, path: str, query: str) -> Address:
    host, port = hosts.split(authority)
    port = port or DEFAULT_PORTS[scheme]
    path = _without_dots(quote(path or "/", safe=SAFE))
    query = quote(query, safe=SAFE + "?")
    kept = "&".join(_normal(one) for one in query.split("&") if one and not TRACKING.fullmatch(_normal(one.partition("=")[0])))
    site = _site(scheme, host, port)
    return Address(
        scheme,
        host,
        port,
        target=path + (f"?{query}" if query else ""),
        canonical=f"{scheme}://{site}{_without_dots(_normal(path))}" + (f"?{kept}" if kept else ""),
    )


def _site(scheme: str, host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if port == DEFAULT_PORTS[scheme] else f"{shown}:{port}"


def _normal(text: str) -> str:
    """Percent-encoding in one spelling (RFC 3986, 6.2.2): decoded where not needed, hex digits large, a lone % encoded."""
    return ESCAPE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    if not found[1]:
        return "%25"
    char = chr(int(found[1], 16))
    return char if UNRESERVED.fullmatch(char) else found[0].upper()


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4: `/a/./b/../c` is `/a/c`; also where the dots are written %2e, as browsers read them."""
    kept: list[str] = []
    steps = path.split("/")[1:]
    for number, step in enumerate(steps, start=1):
        dots = step.replace("%2e", ".").replace("%2E", ".")
        if dots == ".." and kept:
            kept.pop()
        if dots not in (".", ".."):
            kept.append(step)
        elif number == len(steps):
            kept.append("")
    return "/" + "/".join(kept)
