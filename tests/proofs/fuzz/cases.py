"""From a seed and a number to one request: the same each time, on the same code."""

import json
from dataclasses import replace
from random import Random
from urllib.parse import urljoin, urlsplit

from .filling import spoilt, true_values, written
from .forms import Fields, Form, body_fields, forms_of, rich_text
from .sending import Sender
from .targets import Target, targets
from .values import anything, json_like, json_text, like
from .wire import BOUNDARY, FORM, MULTIPART, File, Request, encoded, multipart

VARIANTS = 3  # sets of true values of one address whose forms are read
METHODS = ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "A" * 300, "POST", "GET"]
KINDS = [FORM, MULTIPART, "multipart/form-data", "multipart/form-data; boundary=", "application/json",
         "text/plain", "text/xml; charset=utf-7", f"{FORM}; charset=utf-16", f"{FORM}; charset=nulle-part",
         "multipart/form-data; boundary=" + "x" * 300, "multipart/mixed; boundary=a", "é", ""]  # fmt: skip
HEADERS = [
    "Host", "Cookie", "Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since",
    "If-Match", "If-Unmodified-Since", "Range", "Referer", "Origin", "X-Requested-With", "X-Forwarded-For",
    "X-Forwarded-Proto", "X-Forwarded-Host", "X-HTTP-Method-Override", "User-Agent", "X-CSRFToken",
    "Authorization", "Forwarded", "Cache-Control", "X-Request-Id",
]  # fmt: skip
HEADER_VALUES = [
    b"*/*;q=a", b"text/html;q=9e999,,;", b"application/json", b"fr;q=\xff", b"W/\"", b"\"a\", *",
    b"gzip;q=0, br;q=zz", b"bytes=0-,-1,9999999999999999999-", b"Thu, 99 Foo 20270 99:99:99 GMT",
    b"Mon, 01 Jan 0000 00:00:00 GMT", b"[::1", b"conference.test:99999999", b"conference.test:a", b"a@b",
    b"", b"exemple.invalid", b"conference.test.", b"sessionid=; sessionid=\xff; csrftoken=" + b"a" * 40,
    b"=;;=a;\x01", b"messages=W10:x:y; inscription=eyJ9:1:x", b"XMLHttpRequest", b"https",
    b"1.2.3.4, \xff, ::1", b"http://[", b"null", b"a" * 9_000, b"Basic \xff",
]  # fmt: skip
PARAMETERS = [
    b"q", b"p", b"page", b"ordering", b"id", b"region", b"format", b"public", b"mesure", b"odd", b"du",
    b"au", b"quand", b"departement", b"type", b"acces", b"places", b"annee", b"vue", b"mois",
    b"theme",
    b"export", b"event", b"status", b"next", b"mode", b"parent_page_id", b"page_type", b"user",
    b"locale", b"index_results", b"tag", b"collection_id", b"multiple", b"limit", b"offset", b"fields",
    b"search", b"child_of", b"descendant_of", b"type", b"for_explorer", b"order", b"position", b"email",
    b"url", b"link_text", b"allow_external_link", b"match_subclass", b"_w_filter", b"content_type",
    b"object_id", b"timestamp_0", b"timestamp_after", b"userbar", b"in_preview_panel",
]  # fmt: skip


class Cases:
    """All requests of one seed. ``sender`` reads the true forms; ``only`` keeps addresses that hold it."""

    def __init__(self, seed: int, sender: Sender, *, only: str = "", role: str = "") -> None:
        self.seed = seed
        self.sender = sender
        everything = [target for target in targets() if only in target.address]
        self.public = [target for target in everything if not target.is_admin]
        self.admin = [target for target in everything if target.is_admin]
        self.weights = [4 if target.ours else 1 for target in self.admin]
        self.roles = [role] if role else list(sender.cookies)
        self.read: dict[tuple[bytes, str], list[Form]] = {}

    def make(self, number: int) -> Request:
        rng = Random(f"{self.seed}:{number}")
        role = self.choose_role(rng)
        target = self.choose_target(role, rng)
        # A few sets of values an address, so that each form is read once and shot at often.
        values = true_values(
            target, Random(f"{target.address}:{rng.randrange(VARIANTS)}:{role == 'anonymous'}")
        )
        request = Request(path=written(target, dict(values)), role=role)
        kind = rng.random()
        if kind < 0.16:
            request.path = spoilt(target, values, rng)
        elif kind < 0.36:
            self.ask(request, rng)
        elif kind < 0.80:
            self.fill_in(request, rng)
        elif kind < 0.92:
            self.send_bytes(request, rng)
        else:
            request.method = rng.choice(METHODS)
        if rng.random() < 0.12:
            self.dress_up(request, rng)
        request.checks_origin = rng.random() < 0.06
        return request

    def choose_role(self, rng: Random) -> str:
        if "anonymous" in self.roles and (len(self.roles) == 1 or rng.random() < 0.4):
            return "anonymous"
        return rng.choice([role for role in self.roles if role != "anonymous"])

    def choose_target(self, role: str, rng: Random) -> Target:
        share = 0.85 if role == "anonymous" else 0.06
        if self.public and (not self.admin or rng.random() < share):
            return rng.choices(self.public, [1 + 5 * bool(target.parameters) for target in self.public])[0]
        return rng.choices(self.admin, self.weights)[0]

    # --- Kinds of requests ---------------------------------------------------------------------

    def ask(self, request: Request, rng: Random) -> None:
        """GET with the parameters that the page knows, or any others, and bad values."""
        known = [name for form in self.forms(request) if form.method == "GET" for name, _value in form.fields]
        pairs: Fields = []
        for _place in range(rng.choice((1, 1, 1, 2, 3, 8, 60))):
            name = rng.choice(known) if known and rng.random() < 0.6 else rng.choice(PARAMETERS)
            pairs.append((anything(rng) if rng.random() < 0.04 else name, anything(rng)))
        request.query = encoded(pairs)
        if rng.random() < 0.1:
            request.query = like(rng, request.query)

    def fill_in(self, request: Request, rng: Random) -> None:
        """A form of the page, from one to three of its fields changed."""
        forms = [form for form in self.forms(request) if form.method == "POST"]
        form = (
            rng.choice(forms)
            if forms
            else Form("", "POST", [(name, b"1") for name in rng.sample(PARAMETERS, 3)], [])
        )
        address = urlsplit(urljoin(request.path.decode(), form.action))
        if form.action and not address.netloc:
            request.path, request.query = address.path.encode(), address.query.encode()
        request.method = "POST"
        fields = with_scripts(form, rng)
        for _change in range(rng.choice((0, 1, 1, 1, 2, 3))):
            fields = with_change(fields, rng)
        if any(isinstance(value, File) for _name, value in fields) or rng.random() < 0.15:
            request.headers["Content-Type"] = MULTIPART.encode()
            request.body = multipart(fields)
        else:
            request.headers["Content-Type"] = FORM.encode()
            request.body = encoded(fields)

    def send_bytes(self, request: Request, rng: Random) -> None:
        """A body that is torn, of another type than it says, or no form at all."""
        self.fill_in(request, rng)
        kind = rng.randrange(6)
        if kind == 0:
            request.body = request.body[: rng.randrange(len(request.body) + 1)]
        elif kind == 1:
            request.headers["Content-Type"] = rng.choice(KINDS).encode("utf-8")
        elif kind == 2:
            request.headers["Content-Type"] = b"application/json"
            request.body = json_text(rng)
        elif kind == 3:
            request.length = rng.choice((0, len(request.body) // 2, len(request.body) + 1000))
        elif kind == 4:
            request.headers["Content-Type"] = MULTIPART.encode()
            request.body = torn_multipart(request.body, rng)
        else:
            request.body = like(rng, request.body)
            request.method = rng.choice(("POST", "POST", "PUT", "PATCH"))

    def dress_up(self, request: Request, rng: Random) -> None:
        for _place in range(rng.choice((1, 1, 2, 5))):
            value = rng.choice(HEADER_VALUES) if rng.random() < 0.7 else anything(rng)
            # What no server would let through (gunicorn refuses it) is not sent.
            request.headers[rng.choice(HEADERS)] = (
                value.replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")
            )
        if rng.random() < 0.2:
            name = rng.choice(("inscription", "sessionid", "csrftoken", "messages", "django_language"))
            request.headers["Cookie"] = (
                name.encode() + b"=" + anything(rng).replace(b"\n", b"").replace(b"\r", b"")
            )

    # --- Forms ---------------------------------------------------------------------------------

    def forms(self, request: Request) -> list[Form]:
        key = request.path, request.role
        if key not in self.read:
            answer = self.sender.send(Request(path=request.path, role=request.role))
            html = answer.headers.get("Content-Type", "")
            wrapped = answer.body
            if "json" in html and b'"html"' in wrapped:  # modals carry their page in JSON
                wrapped = str(json.loads(wrapped).get("html", "")).encode()
            self.read[key] = forms_of(wrapped) if b"<form" in wrapped else []
        return self.read[key]


def with_scripts(form: Form, rng: Random) -> Fields:
    """The fields of ``form``, with what its scripts add: a body, a row more in a list, rich texts."""
    fields = [pair for pair in form.fields if not pair[0].startswith(b"action-")]
    actions = [pair for pair in form.fields if pair[0].startswith(b"action-")]
    if actions and rng.random() < 0.6:
        fields.append(rng.choice(actions))
    names = {name for name, _value in fields}
    if b"body" in names or b"next" in names or b"title" in names:
        fields = [pair for pair in fields if pair[0] != b"body"]
        fields += body_fields(rng)
    fields = [
        (name, rich_text(rng) if isinstance(value, bytes) and value.startswith(b'{"blocks"') else value)
        for name, value in fields
    ]
    prefixes = sorted({name.split(b"-__prefix__")[0] for name, _value in form.rows})
    if prefixes and rng.random() < 0.5:
        prefix = rng.choice(prefixes)
        total = prefix + b"-TOTAL_FORMS"
        count = next((value for name, value in fields if name == total and isinstance(value, bytes)), b"0")
        fields = [
            (name, str(int(count or 0) + 1).encode() if name == total else value) for name, value in fields
        ]
        fields += [
            (name.replace(b"__prefix__", count), value or anything(rng))
            for name, value in form.rows
            if name.startswith(prefix + b"-__prefix__") and not name.endswith(b"-DELETE")
        ]
    return fields


def with_change(fields: Fields, rng: Random) -> Fields:
    """One field changed, gone, twice there, or one more."""
    if not fields or rng.random() < 0.04:
        return [*fields, (anything(rng), anything(rng))]
    place = rng.randrange(len(fields))
    name, value = fields[place]
    kind = rng.random()
    if kind < 0.12:
        return fields[:place] + fields[place + 1 :]
    if kind < 0.2:
        return [*fields, (name, anything(rng))]
    if isinstance(value, File):
        changed: bytes | File = changed_file(value, rng)
    elif value.startswith((b"{", b"[")):
        changed = json_like(rng, value)
    elif kind < 0.45:
        changed = like(rng, value)
    else:
        changed = anything(rng)
    return [*fields[:place], (name, changed), *fields[place + 1 :]]


def changed_file(file: File, rng: Random) -> File:
    content, place = file.content, rng.randrange(len(file.content) + 1)  # it may be empty
    names = [
        b"essai.png",
        b"",
        b"a.svg",
        b"a.pdf",
        b"../../a.png",
        b"a" * 300 + b".png",
        b"\xff.png",
        b"a\0.png",
        b"con.png",
        b".png",
        "é🧵.png".encode(),
    ]
    contents = [
        content, b"", content[:place], content[:place] + b"\xff" + content[place + 1 :], b"<svg/>",
        b"GIF89a" + b"\xff" * 30, b"%PDF-1.4", b"RIFF\xff\xff\xff\xffWEBPVP8 ", content + b"PK\x03\x04",
        anything(rng),
    ]  # fmt: skip
    kinds = [b"image/png", b"image/svg+xml", b"text/html", b"", b"\xff", b"image/png; charset=\xff"]
    return replace(file, name=rng.choice(names), content=rng.choice(contents), kind=rng.choice(kinds))


def torn_multipart(body: bytes, rng: Random) -> bytes:
    """A multipart body whose limits or heads are broken."""
    limit = b"--" + BOUNDARY
    head = b'Content-Disposition: form-data; name="'
    heads = [
        b"", head, head + b'a"; filename="',
        b"Content-Transfer-Encoding: base64\r\n" + head + b'title"\r\n\r\n=====',
        head + b'a"; filename*=utf-9\'\'%ff', head + b'\xff"',
        head + b"a\"\r\nContent-Type: multipart/mixed; boundary=" + BOUNDARY,
    ]  # fmt: skip
    part = limit + b"\r\n" + rng.choice(heads) + b"\r\n\r\n" + anything(rng) + b"\r\n"
    return rng.choice(
        (part, part + body, part * 30 + limit + b"--", limit, limit + b"--\r\n" + body, part[:-5])
    )
