"""What axe objects to on a page, and what goes beyond the window: each width, both themes, one load."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame
from playwright.sync_api import Page as Tab

WIDTHS = (320, 768, 1350)  # px
AXE = Axe().axe_script
FAULTS = """({without = [], ...options}) => axe.run(
    {include: ["html"], exclude: without}, {resultTypes: ["violations"], preload: false, ...options}).then(
    found => found.violations.map(fault => `${fault.id}: ${fault.nodes[0].html.slice(0, 120)}`))"""
# The theme changes colours and nothing else: what does not hang on them is looked at once.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# What fades in is looked at once it is there; what turns for ever has no end.
AT_REST = """() => document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime < Infinity).forEach(each => each.finish())"""
# What nobody can bring into view: it goes beyond the window, and stands in nothing that scrolls sideways.
# Left out: what no eye sees, the menu while it is folded, the map of a form's headings, which unfolds.
OUT_OF_REACH = """() => {
    const unseen = `.w-sr-only, .visually-hidden, .sidebar, .w-minimap, .jcrop-keymgr, [inert],
        [aria-hidden=true]`;
    const fits = box => box.left >= -1 && box.right <= innerWidth + 1;
    const clips = (part, held) => {
        const how = getComputedStyle(part).overflowX;
        if (how === "auto" || how === "scroll") return true;
        return how !== "visible" && part.getBoundingClientRect().right < held.right - 1;
    };
    const scrolls = element => {
        const held = element.getBoundingClientRect();
        let part = element.parentElement;
        while (part && part !== document.body && !clips(part, held)) part = part.parentElement;
        if (!part || part === document.body) return false;
        return getComputedStyle(part).overflowX.match(/auto|scroll/) && fits(part.getBoundingClientRect());
    };
    const speaks = element => element.matches("td, th, a, button, input, select, textarea")
        || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    const beyond = document.documentElement.scrollWidth - innerWidth;
    const faults = beyond > 0 ? [`${beyond} px beyond the window`] : [];
    for (const element of document.querySelectorAll("main *, dialog *, .modal *, .tippy-box *")) {
        const box = element.getBoundingClientRect();
        if (box.width < 3 || box.height < 3 || fits(box)) continue;
        if (!speaks(element) || element.closest(unseen)) continue;
        if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        if (!scrolls(element)) {
            const name = (element.innerText || element.name || element.className).trim().slice(0, 40);
            const where = `${Math.round(box.left)} to ${Math.round(box.right)} px`;
            faults.push(`${element.localName} « ${name} »: ${where}`);
        }
    }
    return faults.slice(0, 9);
}"""
# Left out on the admin's screens, each for a widget of Wagtail's own that no setting of ours reaches.
OF_WAGTAIL = {
    "aria-input-field-name": "Draftail: the box of a rich text has a description and no name",
    "aria-dialog-name": "the windows of the choosers have no name",
    "page-has-heading-one": "the form of a snippet begins with a heading of level 2",
}
PARTS_OF_WAGTAIL = [
    "main h2[role=alert]",  # how many were found is a heading and an alert at once
    "#other-searches-title",  # of level 3, the first of its page
    "main h2:empty",  # of the report on what is in moderation
    "#fileupload",  # lies under the button that one presses
    ".tagit-new input",  # the label of the field names the box around it
    ".image-choice--list",  # a picture without a description, beside the link that names it
]


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
    """The faults of a screen of the admin as it stands, in both themes.

    Its preview is left out, and what is Wagtail's own.
    """
    tab.evaluate(AXE)
    left_out = {"iframes": False, "without": PARTS_OF_WAGTAIL}
    tab.emulate_media(color_scheme="dark")
    tab.evaluate(AT_REST)
    faults = [f"dark: {fault}" for fault in tab.evaluate(FAULTS, COLOURS | left_out)]
    tab.emulate_media(color_scheme="light")
    tab.evaluate(AT_REST)
    without = {rule: {"enabled": False} for rule in OF_WAGTAIL}
    return faults + tab.evaluate(FAULTS, {"rules": without} | left_out)


def faults_of_frame(frame: Frame) -> list[str]:
    """The faults of a page shown inside another, at the width that it has there, in both themes."""
    frame.evaluate(AXE)
    faults = []
    for theme in ("dark", "light"):
        frame.page.emulate_media(color_scheme=theme)
        faults += [f"{theme}: {fault}" for fault in frame.evaluate(FAULTS, {})]
    return faults


def out_of_reach(tab: Tab) -> list[str]:
    """What cannot be brought into view on the page as it stands (the window is never scrolled sideways)."""
    return tab.evaluate(OUT_OF_REACH)
