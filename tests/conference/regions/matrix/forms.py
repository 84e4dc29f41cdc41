"""What a form of the admin would send, read from the page that shows it, with a change in its words."""

import json
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from wagtail.test.utils.form_data import querydict_from_html

from tests.admin_forms import NO_BLOCKS, with_boxes

from .visits import Answer

Data = dict[str, object]
NOT_SENT = {"submit", "button", "file", "image", "reset"}
CHANGED = ("title", "name", "first_name", "label", "reason", "text", "new_title")


def form_in(answer: Answer, url: str) -> Data | None:
    """The data of the form that posts to ``url``, or None."""
    if 'id="page-edit-form"' in answer.text:
        page = querydict_from_html(with_boxes(answer.text), form_id="page-edit-form")
        # What the editor of a StreamField adds by script.
        blocks = NO_BLOCKS
        return _changed(blocks | {name: page.getlist(name) for name in page})
    path = url.split("?")[0]
    posting = [form for form in _forms(answer.text) if str(form.get("method", "")).lower() == "post"]
    found = [_data(form) for form in posting if str(form.get("action") or url).split("?")[0] == path]
    return _changed(max(found, key=len)) if found else None


def _forms(text: str) -> Iterator[Tag]:
    if text.startswith("{"):
        shown = json.loads(text)
        text = "".join(value for value in shown.values() if isinstance(value, str) and "<form" in value)
    return iter(BeautifulSoup(text, "html.parser").find_all("form") if "<form" in text else [])


def _data(form: Tag) -> Data:
    data: Data = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in NOT_SENT or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
            continue
        for value in _values(field):
            data.setdefault(name, []).append(value)
    return data


def _values(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.text]
    if field.name == "select":
        options = field.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")] or options[:1]
        return [option.get("value", "") for option in chosen]
    return [field.get("value", "on" if field.get("type") == "checkbox" else "")]


def _changed(data: Data) -> Data:
    """The same, with another word in it, so that sending it changes something."""
    for name in data:
        if name.split("-")[-1] in CHANGED:
            data[name] = ["Pris"]
        elif name.endswith("slug"):
            data[name] = ["pris"]
    return data
