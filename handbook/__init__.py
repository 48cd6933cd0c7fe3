"""The handbook: `make docs` makes a site of `docs/*.md` in `site/`, which opens from a folder and needs no network.

`contents` which pages, in which order · `markdown` a page's text, with `anchors`, `linking` and `rendering` ·
`pages` a page · `finding` the search · `building` the files · `kinds` the page of claim kinds, made from `kinds.csv`

Whatever page is in `docs/` is in the site: one that `contents` does not name stands at the end of the reference.
"""
