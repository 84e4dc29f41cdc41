"""Every address of the site behind a login × every person × what is of A, of B and national.

`addresses` walks the URL resolver; `expectations` is the one table that says who comes in; `objects` gives
each address something to be asked about; `visits` asks. `make matrix` passes the whole on PostgreSQL,
`make test` a part of it. A new address fails until it stands in the table.
"""
