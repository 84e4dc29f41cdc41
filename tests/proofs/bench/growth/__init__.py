"""How the site bears the whole country's years: `make bench-growth`."""
