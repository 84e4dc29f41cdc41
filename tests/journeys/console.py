"""What a browser says of a page in its console."""

from playwright.sync_api import Page as Tab

FINDINGS = "axe.run results"  # of the editor's checker, told in the console as errors


def console_errors(tab: Tab, *, findings: bool = True) -> list[str]:
    """What the browser refuses and which scripts fail from now on; the checker's ``findings`` if wanted."""
    said: list[str] = []
    tab.on(
        "console",
        lambda line: (
            said.append(line.text)
            if line.type == "error" and (findings or FINDINGS not in line.text)
            else None
        ),
    )
    tab.on("pageerror", lambda error: said.append(str(error)))
    return said
