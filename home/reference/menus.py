"""The menus a site starts with. The team then changes them: an entry it removed does not come back."""

from wagtail.models import Page

from home.models import HomePage, MenuEntry, ReferenceMark

from .report import Report

Location = MenuEntry.Location
# Location → the slugs of the pages, in order, with the label where it is not the page's title.
MENUS: dict[Location, dict[str, str]] = {
    Location.HEADER: {
        "agenda": "",
        "regions": "",
        "conference": "Conférence",
        "mesures": "Mesures",
        "alliances": "",
    },
    Location.UNDERSTAND: {"mission": "", "conference": "", "mesures": "", "plan-du-site": ""},
    Location.FOLLOW: {"agenda": "", "regions": "", "alliances": "", "actualites": "", "contact": ""},
    Location.LEGAL: {"accessibilite": "", "mentions-legales": "", "donnees-personnelles": ""},
}


def load_menus(report: Report) -> None:
    """Add the entries that were never loaded and whose page is there."""
    home = HomePage.objects.get()
    pages = {page.slug: page for page in Page.objects.child_of(home)}
    wanted = {
        f"menu:{location}:{slug}": MenuEntry(
            location=location, page=pages[slug], label=label, sort_order=position
        )
        for location, entries in MENUS.items()
        for position, (slug, label) in enumerate(entries.items())
        if slug in pages
    }
    for entry in ReferenceMark.unmarked(wanted).values():
        entry.save()
        report.add(MenuEntry)
