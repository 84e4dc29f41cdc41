"""The page editor without a browser: what its form holds, as a browser would send it."""

import re

from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html

# Wagtail's helper sends a ticked box that has no value as an empty text; browsers say « on ».
_BOX = re.compile(r'<input type="checkbox"(?![^>]*\bvalue=)')

STREAMS = ("body", "sections", "featured", "photographs", "parts")
NO_BLOCKS = {f"{name}-count": 0 for name in STREAMS}


def page_form(client: Client, url: str, **changes: object) -> dict[str, object]:
    """The data of the page form at ``url`` with some changes; add ``action-publish`` to publish."""
    data = querydict_from_html(with_boxes(client.get(url).content.decode()), form_id="page-edit-form")
    # A moment written anew may be in one text: its hour stands in none other then.
    for name in changes:
        data.pop(f"{name}_hour", None)
    # What the editor of a StreamField adds by script.
    return {**{name: data.getlist(name) for name in data}, **NO_BLOCKS, **changes}


def with_boxes(html: str) -> str:
    """The page, each ticked box saying « on » as browsers do."""
    return _BOX.sub('<input type="checkbox" value="on"', html)
