"""From the world to documents: whatever can be named, handed over or watched becomes `given.Given`, one document each.

What a person named goes through `arguments` (files or addresses?) to `received`, the one way in (`door` is what it needs from
outside). It asks `files` (disk and standard input), `net` (the web; `captured` makes an answer a `Capture`), `containers`
(many documents in one file: `archives` for WARC and WACZ, `mailbox`) and `listings` (documents that only list others: `feeds`,
`json_feed`, `sitemaps`, `linked_feeds`; what they list is `listed`, with `listed_dates`; their XML passes `xml_text`). `sniff`
says what bytes are, `way` how far a run is.

`contained` runs what parses hostile bytes in children. `evidence` keeps what was received byte for byte. `schedule` is what
the watch knows of each address and decides by. `side_files` is what SQLite files beside a ledger share.
"""
