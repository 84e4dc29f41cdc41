"""The addresses are read before any test says that the site is a demonstration."""

import conference.urls  # noqa: F401
