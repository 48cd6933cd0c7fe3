"""Screenshots with a palette of 256 colours: a third of their weight, and to the eye the same."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np
import numpy.typing as npt
from playwright.sync_api import Page

MOST = 256
PIXELS = """async encoded => {
  const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(encoded), one => one.charCodeAt(0))]));
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  canvas.drawImage(picture, 0, 0);
  const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
  let bytes = '';
  for (let at = 0; at < data.length; at += 32768) bytes += String.fromCharCode(...data.subarray(at, at + 32768));
  return [picture.width, picture.height, btoa(bytes)];
}"""
"""The browser takes its own picture apart: there is no need for a second library that can."""


def with_palette(screenshot: bytes, blank: Page) -> bytes:
    """The PNG of a screenshot as one with a palette. `blank` is any page, whose browser reads the picture."""
    width, height, encoded = blank.evaluate(PIXELS, base64.b64encode(screenshot).decode("ascii"))
    pixels = np.frombuffer(base64.b64decode(encoded), np.uint8).reshape(-1, 4)[:, :3].astype(np.uint32)
    colours, where, often = np.unique(
        pixels @ np.array([1 << 16, 1 << 8, 1], np.uint32), return_inverse=True, return_counts=True
    )
    found = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], 1).astype(np.int32)
    palette = found[_chosen(found, often)]
    nearest = np.array([((palette - colour) ** 2).sum(1).argmin() for colour in found], np.uint8)
    rows = np.pad(nearest[where].reshape(height, width), ((0, 0), (1, 0)))  # each row begins with its filter: none
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette.astype(np.uint8).tobytes()), (b"IDAT", zlib.compress(rows.tobytes(), 9)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in (*parts, (b"IEND", b"")))


def _chosen(found: npt.NDArray[np.int32], often: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The most frequent colours, each alone in its neighbourhood, so that rare hues are not lost to shades of grey."""
    falling = np.argsort(-often, kind="stable")
    _, first = np.unique(found[falling] >> 3, axis=0, return_index=True)
    apart: npt.NDArray[np.int64] = falling[np.sort(first)[:MOST]]
    return apart


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
