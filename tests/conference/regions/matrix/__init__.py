"""Every address of the site behind a login × every person × what is of A, of B and national.

`addresses` walks the URL resolver; `expectations` is the one table that says who comes in; `objects` gives
each address something to be asked about; `visits` asks. `make matrix` and `make test-all` pass the whole;
`make test` only checks that each address stands in the table: a new one fails until it does.
"""
