"""The rules of the house, held by tests: see each file for its rule."""
