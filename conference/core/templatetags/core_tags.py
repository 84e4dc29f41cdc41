"""Components that every folder's templates may use.

Each is keyword-only: an unknown, missing or positional argument is a template error. The contract of
a component stands at the top of its template in templates/components/.
"""

from datetime import date

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page

from conference.core.cloth import Facts, svg, woven
from conference.core.cloth.reading import reading
from conference.core.models import Picture, SiteSettings
from conference.core.page_cards import summary_of
from conference.core.pictures.covers import CoverPage
from conference.core.pictures.renditions import sources
from conference.core.routing import ancestors_of, request_of_nobody
from conference.core.text import french as french_typography
from conference.platform.caching.fragments import cached, key_of
from conference.platform.links import absolute_url

register = template.Library()


class FragmentNode(template.Node):
    """The nodes of {% fragment %}, rendered once for each set of arguments while nothing changes."""

    child_nodelists = ("nodelist",)

    def __init__(self, arguments: dict[str, FilterExpression], nodelist: template.NodeList) -> None:
        self.arguments = arguments
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        given = {name: argument.resolve(context) for name, argument in self.arguments.items()}

        def make() -> str:
            request = request_of_nobody(context.get("request"))
            return self.nodelist.render(context.new(given | {"request": request}))

        return cached((self, *map(key_of, given.values())), make)


@register.tag("fragment")
def do_fragment(parser: Parser, token: Token) -> FragmentNode:
    """{% fragment event=event level=3 %}…{% endfragment %}: see conference.platform.caching.fragments.

    Inside, only what is passed is there, so that the key names all that is shown. The request inside
    says nothing of who asks, nor of which address.
    """
    tag, *parts = token.split_contents()
    arguments = token_kwargs(parts, parser)
    if parts:
        raise template.TemplateSyntaxError(f"{tag} takes named arguments only, not {parts[0]}.")
    nodelist = parser.parse(("endfragment",))
    parser.delete_first_token()
    return FragmentNode(arguments, nodelist)


# Our own set: 24 grid, 2 px stroke, butt ends, like cut thread. Always beside a word.
ICONS = {
    "next": "M4 12h15M13 6l6 6-6 6",
    "previous": "M20 12H5M11 6l-6 6 6 6",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
    "warning": "M12 3 22 20H2zM12 9v5M12 16v2",
    "download": "M12 4v12M6 11l6 6 6-6M4 21h16",
    "mail": "M3 5h18v14H3zM3 6l9 7 9-7",
    "done": "M4 13l5 5L20 6",
    "cross": "M5 5l14 14M19 5 5 19",
    "unknown": "M8 8V4h8v6l-4 3v3M12 18v3",
    "information": "M4 4h16v16H4zM12 11v6M12 7v2",
    "example": "M4 5h16M4 10h10M4 15h16M4 20h7",
    "phone": "M5 3h5l1 5-3 2c1 3 3 5 6 6l2-3 5 1v5C12 20 4 12 5 3z",
    "play": "M6 4v16l14-8z",
    "place": "M12 21 5 11a7 7 0 1 1 14 0zM12 7v5",
}

# How many threads a cloth shows, across and down, in each of its places.
CLOTH_SIZES = {
    "row": (36, 24),
    "card": (32, 24),
    "alliance": (44, 30),
    "lead": (44, 44),
    "head": (56, 44),
    "ticket": (56, 14),
    "hem": (154, 11),
}

# How wide a cover is shown in each of the same places.
COVER_WIDTHS = {
    "row": "(min-width: 46rem) 9.5rem, 3.75rem",
    "card": "(min-width: 60rem) 16rem, 100vw",
    "alliance": "(min-width: 60rem) 24rem, 100vw",
    "lead": "(min-width: 60rem) 44rem, 100vw",
    "head": "(min-width: 60rem) 46vw, 100vw",
}


@register.filter(is_safe=True)
def french(text: object) -> str:
    """Text or rich text typed by an editor, with the no-break spaces that French wants."""
    markup = getattr(text, "__html__", None)  # a text block's value is markup, though no string that says so
    return mark_safe(french_typography(markup())) if markup else french_typography(str(text))


@register.filter
def breakable(address: str) -> SafeString:
    """A mail address that may be cut at its « @ » and before its dots, and nowhere else."""
    return mark_safe(
        str(escape(address)).replace("@", "<wbr>@").replace(".", "<wbr>.")
    )  # escaped just before


@register.simple_tag
def icon(*, name: str) -> SafeString:
    """One of ICONS, hidden from screen readers: the word beside it says the same."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name]
    )


@register.simple_tag
def cloth(*, of: Facts, size: str) -> SafeString:
    """The cloth woven from the facts ``of`` a subject, at one of CLOTH_SIZES; decorative."""
    across, down = CLOTH_SIZES[size]
    return mark_safe(svg(woven(of), across=across, down=down))  # numbers and class names only


@register.inclusion_tag("components/cover.html")
def cover(*, of: CoverPage | None, facts: Facts | None, size: str) -> dict:
    picture = of.cover if of is not None and of.cover_id else None
    head = size == "head"
    return {
        "picture": picture,
        "alt": None if head else "",
        "sizes": COVER_WIDTHS[size],
        "lazy": not head,
        "credit": head,
        "facts": facts,
        "size": size,
    }


@register.inclusion_tag("components/reading.html")
def cloth_reading(*, of: Facts, title: str, level: int = 2) -> dict:
    return {"reading": reading(of), "title": title, "level": level}


@register.inclusion_tag("components/button.html")
def button(*, href: str, label: str, plain: bool = False, icon: str = "") -> dict:
    return {"href": href, "label": label, "plain": plain, "icon": icon}


@register.inclusion_tag("components/more_link.html")
def more_link(*, href: str, label: str, back: bool = False) -> dict:
    return {"href": href, "label": label, "back": back}


@register.inclusion_tag("components/crumbs.html", takes_context=True)
def crumbs(context: template.Context, *, page: Page, leaf: str = "", wrap: bool = False) -> dict:
    """The way from the home page to ``page``; ``leaf`` names what stands below it, if anything does."""
    request = context.get("request")
    ancestors = [p for p in ancestors_of(page) if not getattr(p.specific_class, "is_container", False)]
    way = [(_("Accueil") if p.depth == 2 else french(p.title), p.get_url(request)) for p in ancestors]
    if leaf:
        way.append((french(page.title), page.get_url(request)))
    return {"way": way, "here": french(leaf or page.title), "wrap": wrap}


@register.inclusion_tag("components/pager.html")
def pager(
    *,
    label: str,
    previous: tuple[str, str] | None = None,
    next: tuple[str, str] | None = None,
    middle: str = "",
) -> dict:
    return {"label": label, "previous": previous, "next": next, "middle": middle}


@register.inclusion_tag("components/pager.html")
def page_links(*, page_obj, query: str = "", label: str = "") -> dict:
    """The pager of a paginated list (a Django ``Page``); ``query`` holds the filters, ready to prefix."""
    prefix = f"?{query}&page=" if query else "?page="
    number, pages = page_obj.number, page_obj.paginator.num_pages
    uncounted = getattr(page_obj.paginator, "more", False)
    said = _("Page %(number)s") if uncounted else _("Page %(number)s sur %(pages)s")
    return {
        "label": label or _("Pages de résultats"),
        "previous": (f"{prefix}{number - 1}", _("Page précédente")) if page_obj.has_previous() else None,
        "next": (f"{prefix}{number + 1}", _("Page suivante")) if page_obj.has_next() else None,
        "middle": said % {"number": number, "pages": pages},
    }


@register.inclusion_tag("components/form_field.html")
def form_field(*, field, help: str = "") -> dict:
    return {"field": field, "help": help or field.help_text}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*, form, title: str = "") -> dict:
    errors = [(form[name], messages) for name, messages in form.errors.items() if name != "__all__"]
    return {"form": form, "errors": errors, "title": title or _("Des points sont à revoir")}


@register.inclusion_tag("components/message.html")
def message(*, text: str, tone: str = "plain", title: str = "") -> dict:
    if tone not in ("plain", "done", "error"):
        raise template.TemplateSyntaxError(f"unknown tone of a message: {tone!r}")
    return {"text": text, "tone": tone, "title": title}


@register.inclusion_tag("components/note.html")
def note(*, text: str) -> dict:
    return {"text": text}


@register.inclusion_tag("components/fiction_label.html")
def fiction_label(*, text: str = "") -> dict:
    return {"text": text or _("Contenu fictif, pour la démonstration")}


def _said(of: date, form: str) -> str:
    """A date in French words: the first of a month is « 1er »."""
    words = date_format(of, form)
    return words.replace("1 ", "1<sup>er</sup> ", 1) if of.day == 1 and words.startswith("1 ") else words


@register.simple_tag
def day(*, of: date) -> SafeString:
    """A date in full, in a <time> element: « 1er janvier 2027 »."""
    return mark_safe(f'<time datetime="{of:%Y-%m-%d}">{_said(of, "j F Y")}</time>')  # a date, nobody's text


@register.simple_tag
def days(*, first: date | None, last: date | None = None) -> SafeString:
    """A span of days: « du 3 au 5 décembre 2026 », one day alone, or « date à venir »."""
    if first is None:
        return mark_safe(_("date à venir"))
    if last is None or last == first:
        return day(of=first)
    form = "j F Y" if first.year != last.year else "j F" if first.month != last.month else "j"
    words = _("du %(first)s au %(last)s") % {"first": _said(first, form), "last": _said(last, "j F Y")}
    return mark_safe(words)


@register.simple_tag
def site_settings() -> SiteSettings:
    """What the site says of itself; loaded once a request."""
    return SiteSettings.current()


@register.simple_tag(takes_context=True)
def page_title(context: template.Context) -> str:
    """The title of the page shown, as search engines and shared links have it."""
    page = context.get("page")
    return french(page.seo_title or page.title) if page else ""


@register.simple_tag(takes_context=True)
def page_description(context: template.Context) -> str:
    """What the page shown is about, in at most 200 characters of plain text."""
    page = context.get("page")
    return french(summary_of(page, longest=200)) if page else ""


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """The one absolute address of what is shown, without its query."""
    request: HttpRequest | None = context.get("request")
    return absolute_url(request.path if request else "/")


@register.inclusion_tag("components/responsive_picture.html")
def responsive_picture(
    *,
    picture: Picture | None,
    alt: str | None = None,
    sizes: str = "100vw",
    lazy: bool = True,
    credit: bool = False,
) -> dict:
    if picture is None:
        return {"src": "", "credit": ""}
    said = {"alt": picture.default_alt_text if alt is None else alt}
    said |= {"credit": picture.credit_line if credit else ""}
    return sources(picture) | said | {"sizes": sizes, "lazy": lazy}
