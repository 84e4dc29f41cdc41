"""What axe objects to on a page, and what goes beyond the window: each width, both themes, one load."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame
from playwright.sync_api import Page as Tab

WIDTHS = (320, 768, 1350)  # px
AXE = Axe().axe_script
FAULTS = """options => axe.run(document, {resultTypes: ["violations"], preload: false, ...options}).then(
    found => found.violations.map(fault => `${fault.id}: ${fault.nodes[0].html.slice(0, 120)}`))"""
# The theme changes colours and nothing else: what does not hang on them is looked at once.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# What fades in is looked at once it is there; what turns for ever has no end.
AT_REST = """() => document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime < Infinity).forEach(each => each.finish())"""
# Left out on the admin's screens, each for a widget of Wagtail's own that no setting of ours reaches.
OF_WAGTAIL = {
    "aria-input-field-name": "Draftail: the box of a rich text has a description and no name",
}


def faults_of(tab: Tab) -> list[str]:
    """The faults of the page that ``tab`` shows, each with the width or the theme in which it is seen."""
    tab.evaluate(AXE)
    faults = []
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme="dark")
        faults += [f"{width} px, dark: {fault}" for fault in tab.evaluate(FAULTS, COLOURS)]
        tab.emulate_media(color_scheme="light")
        faults += [f"{width} px: {fault}" for fault in tab.evaluate(FAULTS, {})]
        beyond = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        faults += [f"{width} px: {beyond} px beyond the window"] if beyond > 0 else []
    return faults


def faults_of_screen(tab: Tab) -> list[str]:
    """The faults of a screen of the admin as it stands, without the preview in it and ``OF_WAGTAIL``."""
    tab.evaluate(AXE)
    tab.evaluate(AT_REST)
    without = {rule: {"enabled": False} for rule in OF_WAGTAIL}
    return tab.evaluate(FAULTS, {"rules": without, "iframes": False})


def faults_of_frame(frame: Frame) -> list[str]:
    """The faults of a page shown inside another, at the width that it has there, in both themes."""
    frame.evaluate(AXE)
    faults = []
    for theme in ("dark", "light"):
        frame.page.emulate_media(color_scheme=theme)
        faults += [f"{theme}: {fault}" for fault in frame.evaluate(FAULTS, {})]
    return faults
