"""Evidence: what was received, kept byte for byte in WARC files (ISO 28500, WARC/1.1) in a folder beside the ledger.

`keeping` the door: keep, sync, find, erase · `records` the bytes of a record · `target` its address as a URI · `segment` the
file that a run writes · `members` one record read back · `content` the body in it · `reading` what the ledger points to ·
`index` which body lies where, a cache · `catching_up` making it from the files · `erasing` words that must go

Nothing here knows of the ledger.
"""

from sayso.collect.evidence.index import being_erased
from sayso.collect.evidence.keeping import Evidence, Place
from sayso.collect.evidence.reading import ErasedError, body, record

__all__ = ["ErasedError", "Evidence", "Place", "being_erased", "body", "record"]
