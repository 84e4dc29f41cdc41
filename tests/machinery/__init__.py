"""The tests of the tests: what tests/conftest.py promises."""
