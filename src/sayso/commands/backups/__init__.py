"""A backup: one tar file (POSIX.1-1988, large sizes as GNU tar writes them), whose every byte follows from what it holds.

    backup.txt          what this is, and how it is put back
    ledger.watch …      the small files beside the ledger, each as SQLite's VACUUM INTO writes it
    entries.jsonl.gz    every entry, a line each (`ledger.entry_line`)
    evidence/…          the web archives of what was received, byte for byte
    manifest.json       version, moment, head, and size and SHA-256 of all the others
    manifest.sha256     the SHA-256 of the manifest, as `sha256sum -c` takes it

`form` the names and the manifest · `writing` the tar · `reading` the same, and nothing else · `packing` lines of entries ·
`side` the small files · `taking` a backup of a ledger · `checking` all of it before it is used · `staging` unpacked beside its
place · `placing` put there · `losing` what the ledger that it replaces had besides. docs/decisions/0029-backups.md says why so.
"""
