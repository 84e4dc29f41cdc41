"""How fast pages are, in ratio to a server that does nothing: `make bench`."""
