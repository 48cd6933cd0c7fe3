"""What Sayso promises, proved: a file a row of `docs/reliability.md`. `make prove` does a tenth of each count, `FULL=1` all.

`make test` leaves this folder out, since the whole takes long; it runs smaller tests of the same things everywhere else.
"""
