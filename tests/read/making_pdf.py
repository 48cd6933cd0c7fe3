"""PDFs for the tests, written by hand: pages of lines at places, in one of the fonts that every reader has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Line = tuple[int, int, str]
"""How far from the left and from the bottom, in points, and what it says."""


def pdf(pages: Sequence[Sequence[Line]], info: Mapping[str, str] | None = None, trailer: str = "") -> bytes:
    """One content stream a page. `trailer` is put into the file's trailer: a reference to how it is encrypted."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, lines in enumerate(pages):
        box = "/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * n} 0 R >>".encode())
        objects.append(stream(content(lines)))
    fields = "".join(f"/{name} ({escaped(value)}) " for name, value in (info or {}).items())
    objects.append(f"<< {fields}>>".encode("cp1252"))
    return written(objects, f"/Root 1 0 R /Info {len(objects)} 0 R {trailer}")


def content(lines: Sequence[Line]) -> bytes:
    shown = "".join(f"1 0 0 1 {x} {y} Tm ({escaped(text)}) Tj\n" for x, y, text in lines)
    return f"BT /F1 11 Tf\n{shown}ET".encode("cp1252")


def stream(body: bytes, fields: str = "") -> bytes:
    return f"<< /Length {len(body)} {fields}>>\nstream\n".encode() + body + b"\nendstream"


def written(objects: Sequence[bytes], trailer: str) -> bytes:
    """A file of objects numbered from 1, with the table of where each lies."""
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    file += f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(file)


def paragraphs(*texts: Sequence[str], top: int = 700, head: str | None = None, foot: str | None = None) -> list[Line]:
    """A page: each paragraph's lines 14 points apart, paragraphs 28, with a head and a foot."""
    lines: list[Line] = [(72, 760, head)] if head else []
    y = top
    for text in texts:
        for line in text:
            lines.append((72, y, line))
            y -= 14
        y -= 14
    return [*lines, (300, 40, foot)] if foot else lines


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
