"""The menus a site starts with. The team then changes them: an entry it removed does not come back."""

from wagtail.models import Page

from home.models import HomePage, MenuEntry, ReferenceMark

from .report import Report

Location = MenuEntry.Location
# Location → the slugs of the pages, in order, with the label where it is not the page's title.
MENUS: dict[str, dict[str, str]] = {
    Location.HEADER: {
        "agenda": "",
        "regions": "",
        "conference": "",
        "mesures": "Mesures",
        "alliances": "",
    },
    Location.UNDERSTAND: {
        "mission": "",
        "conference": "",
        "mesures": "",
        "ressources": "",
        "plan-du-site": "",
    },
    Location.FOLLOW: {"agenda": "", "regions": "", "alliances": "", "actualites": "", "contact": ""},
    Location.LEGAL: {"accessibilite": "", "mentions-legales": "", "donnees-personnelles": ""},
}

# What an entry of the header opens: the slug of its page → those of the pages below, as in MENUS.
BELOW: dict[str, dict[str, str]] = {"conference": {"conference": "Les éditions nationales", "mission": ""}}


def load_menus(report: Report) -> None:
    """Add the entries that were never loaded and whose page is there; below one that the team kept."""
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
    tops = MenuEntry.objects.filter(location=Location.HEADER, parent=None, page__in=pages.values())
    parents = {entry.page.slug: entry for entry in tops.select_related("page")}
    below = {
        f"menu:{Location.HEADER}:{top}/{slug}": MenuEntry(
            location=Location.HEADER,
            parent=parents[top],
            page=pages[slug],
            label=label,
            sort_order=parents[top].sort_order,
        )
        for top, entries in BELOW.items()
        for slug, label in entries.items()
        if top in parents and slug in pages
    }
    for entry in ReferenceMark.unmarked(below).values():
        entry.save()
        report.add(MenuEntry)
