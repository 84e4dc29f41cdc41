"""The addresses are read once, as a site that is no demonstration has them, before any test says it is one."""

import conference.urls  # noqa: F401
