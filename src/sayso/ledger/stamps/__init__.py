"""Time-stamps of the ledger's head (RFC 3161): somebody else's signed word that the ledger said this by then.

`asking` a request, and what an authority answers · `signature` did its signer sign it · `checking` does it hold for our chain ·
`der` the encoding of both

What is stamped is the SHA-256 over the head's 64 hex digits in ASCII, as `sayso verify` prints them: `printf HEAD | sha256sum`.
docs/decisions/0014-stamps-are-entries.md has the reasons.
"""
