"""Sessions made from others: copied, repeated as a series, read from a file."""
