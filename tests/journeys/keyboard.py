"""A person who has a keyboard and nothing else: Tab, Enter, Space, and what they type.

At each stop of Tab the focus must be seen and lie in the window: WCAG 2.2, 2.4.7 and 2.4.11.
"""

from playwright.sync_api import Page as Tab

# What a screen reader would call it, and whether the eye finds it.
STOP = """() => {
    const element = document.activeElement;
    const label = element.labels?.length ? element.labels[0].innerText : "";
    const name = element.getAttribute("aria-label") || label || element.innerText || element.value || "";
    // A control laid under its drawing, a link that covers its row, show the focus on what holds them.
    let holder = element;
    while (holder && !(parseFloat(getComputedStyle(holder).outlineWidth) > 0
        && getComputedStyle(holder).outlineStyle !== "none")) holder = holder.parentElement;
    const box = element.getBoundingClientRect();
    return {
        nowhere: element === document.body,
        name: name.replace(/\\s+/g, " ").trim(),
        outlined: holder !== null,
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


class Keyboard:
    """Walks a page from stop to stop; a name that is never met fails with the way that was walked."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    def go_to(self, name: str, *, within: int = 90) -> None:
        """Press Tab until the stop of which the name begins with ``name`` has the focus."""
        walked = []
        for _press in range(within):
            self.tab.keyboard.press("Tab")
            stop = self.tab.evaluate(STOP)
            walked.append(stop["name"])
            if stop["nowhere"]:
                continue  # past the last stop: round again
            assert stop["outlined"], f"the focus is not seen on « {stop['name']} »"
            assert stop["seen"], f"« {stop['name']} » has the focus outside the window"
            if stop["name"].startswith(name):
                return
        raise AssertionError(f"« {name} » is never reached; on the way: {walked}")

    def follow(self, name: str) -> None:
        """Go to a link or a button that leads to another page, press Enter and wait for that page."""
        self.go_to(name)
        with self.tab.expect_navigation():
            self.tab.keyboard.press("Enter")

    def open(self, name: str) -> None:
        """Go to what opens and closes on the page itself, and press Enter."""
        self.go_to(name)
        self.tab.keyboard.press("Enter")

    def tick(self, name: str) -> None:
        self.go_to(name)
        self.tab.keyboard.press("Space")

    def write(self, name: str, text: str) -> None:
        """Go to a field and write, in place of what it holds."""
        self.go_to(name)
        self.tab.keyboard.press("Control+a")
        self.tab.keyboard.press("Delete")
        self.tab.keyboard.type(text)
