"""The REST API of `sayso serve`, `/api/v1`: the same views as the page and the commands, for programs, and for reading only.

gate (tokens) → a route → asking (what is asked for) → answering (ETag, or bytes that are there) → paging → lines of `export`
"""
