"""Widths of drawings, in pixels of their view boxes: for a desk and for paper, and for a phone."""

WIDE = 720
HIGH = 230
NARROW = 358
