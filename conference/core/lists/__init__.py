"""Lists: their filters, several read in one question, those of pages in the admin."""
