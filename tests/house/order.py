"""Which folder may know which: the order of design.md, from the top down."""

ORDER = (
    "home",
    "events.checkin",
    "events.registrations",
    "events",
    "conference",
    "conference.alliances",
    "measures",
    "conference.accounts",
    "conference.regions",
    "conference.core",
    "conference.platform",
)
# They put everything together and stand outside the order; nothing may import them.
OUTSIDE = ("conference.settings", "conference.urls", "conference.wsgi")


def folder_of(module: str) -> str:
    """The folder that a module belongs to: the longest name that begins it."""
    names = [name for name in (*ORDER, *OUTSIDE) if module == name or module.startswith(f"{name}.")]
    return max(names, key=len)


def may_know(upper: str, lower: str) -> bool:
    """Whether a module may depend on another one."""
    upper, lower = folder_of(upper), folder_of(lower)
    if upper in OUTSIDE:
        return True
    return lower not in OUTSIDE and ORDER.index(upper) <= ORDER.index(lower)
