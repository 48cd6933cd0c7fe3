"""The jobs that read what lists pages: feeds, sitemaps, and the feeds that a page names."""

from __future__ import annotations

from sayso.collect.contained.jobs import Job
from sayso.collect.listed import Feed, Sitemap

FEED = Job("feed", Feed, answer=20_000_000)
SITEMAP = Job("sitemap", Sitemap, answer=20_000_000)
"""A megabyte of gzip may list 50,000 pages."""
LINKED_FEEDS = Job("linked_feeds", tuple[str, ...])
