"""What a stranger would send to the doors of the admin that change something, built from live objects.

test_walls.py knocks at each as the owner, who must come in, and as the other region's relay, who must
not. Every address of the admin, these included, is asked by `matrix`; here stand the sendings that need
more than what a form already holds.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from tests.admin_forms import page_form

from .world import Side


@dataclass
class Door:
    """One request. ``data`` makes the form's data from the owner's client, who may see the form."""

    name: str
    url: str
    method: str = "get"
    data: Callable[[Client], dict] | None = None
    succeeds: tuple[int, ...] = (200,)
    writes: bool = True
    headers: dict[str, str] = field(default_factory=dict)

    def knock(self, client: Client, *, data: dict):
        return getattr(client, self.method)(self.url, data, headers=self.headers)


def form_of(url: str, **changes: object) -> Callable[[Client], dict]:
    """The data that the page form at ``url`` would send, with some changes."""
    return lambda client: page_form(client, url, **changes)


def values(**given: object) -> Callable[[Client], dict]:
    return lambda _client: given


def page_doors(side: Side) -> Iterator[Door]:
    live, draft = side.live.pk, side.draft.pk
    agenda = side.tree.agenda.pk

    def at(name: str, *args: object) -> str:
        return reverse(f"wagtailadmin_pages:{name}", args=args)

    for name in ("edit", "history", "history_results", "usage", "move", "delete", "view_draft"):
        yield Door(f"page {name}", at(name, draft))
    yield Door(
        "page preview",
        at("preview_on_edit", draft),
        "post",
        form_of(at("edit", draft)),
        writes=False,
    )
    yield Door(
        "page save",
        at("edit", draft),
        "post",
        form_of(at("edit", draft), title="Pris"),
        (302,),
    )
    yield Door(
        "page publish",
        at("edit", draft),
        "post",
        form_of(at("edit", draft), **{"action-publish": "1"}),
        (302,),
    )
    yield Door(
        "page create below",
        at("add", "events", "eventpage", agenda),
        "post",
        form_of(
            at("add", "events", "eventpage", agenda),
            title="Intrus",
            slug="intrus",
            summary="x",
        ),
        (302,),
    )
    news = side.news.pk
    yield Door("news edit", at("edit", news))
    yield Door("news copy", at("copy", news))
    yield Door(
        "news copy here",
        at("copy", news),
        "post",
        values(new_title="Copie", new_slug="copie", new_parent_page=side.tree.news.pk),
        (302,),
    )
    yield Door("news save", at("edit", news), "post", form_of(at("edit", news), title="Pris"), (302,))
    yield Door(
        "news publish",
        at("edit", news),
        "post",
        form_of(at("edit", news), **{"action-publish": "1"}),
        (302,),
    )
    yield Door(
        "news create below",
        at("add", "news", "newspage", side.tree.news.pk),
        "post",
        form_of(
            at("add", "news", "newspage", side.tree.news.pk), title="Intruse", slug="intruse", summary="x"
        ),
        (302,),
    )
    yield Door("page delete for good", at("delete", draft), "post", succeeds=(302,))
    yield Door("page take down", at("unpublish", live), "post", succeeds=(302,))
    yield Door("page put first", at("set_page_position", draft) + "?position=0", "post")
    for action in ("delete", "move", "publish", "unpublish"):
        target = live if action == "unpublish" else draft
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        if action != "move":
            yield Door(f"bulk {action} done", f"{url}?id={target}", "post", succeeds=(302,))
    for action in ("publish", "unpublish", "delete"):
        target = live if action == "unpublish" else draft
        url = f"/admin/api/main/pages/{target}/action/{action}/"
        yield Door(f"page API {action}", url, "post", succeeds=(200, 204))


def session_doors(side: Side) -> Iterator[Door]:
    """What announces other sessions from one that is there."""
    draft, of_series = side.draft.pk, side.of_series.pk
    copy, series = reverse("event_copy", args=[draft]), reverse("event_series", args=[of_series])
    weekly = reverse("event_repeat", args=[draft]) + "?rhythm=weekly&count=1"
    yield Door("event copy", copy)
    here = values(day="9 mars 2027", title="Copie", agenda=side.tree.agenda.pk)
    yield Door("event copy here", copy, "post", here, (302,))
    yield Door("event repeat", weekly)

    def repeated(client: Client) -> dict:
        (day,) = re.findall(r'name="days" value="([-\d]+)"', client.get(weekly).content.decode())
        return {"days": day, "outcome": "draft"}

    yield Door("event repeated", weekly, "post", repeated, (302,))
    yield Door("event series", series)
    yield Door("event texts into the next", series, "post", values(texts=["title", "online"]), (302,))
    edit = reverse("series:edit", args=[side.of_series.series_id])
    yield Door("series save", edit, "post", values(title="Prise", summary="", rhythm=""), (302,))


def file_doors(side: Side) -> Iterator[Door]:
    image, document = side.image.pk, side.document.pk
    yield Door(
        "image delete for good", reverse("wagtailimages:delete", args=[image]), "post", succeeds=(302,)
    )
    yield Door(
        "image save",
        reverse("wagtailimages:edit", args=[image]),
        "post",
        values(title="Pris", collection=side.team.collection_id),
        (302,),
    )
    yield Door(
        "document delete for good", reverse("wagtaildocs:delete", args=[document]), "post", succeeds=(302,)
    )
    for kind, key in (("core/picture", image), ("core/resource", document)):
        yield Door(
            f"bulk delete {kind} done", f"/admin/bulk/{kind}/delete/?id={key}", "post", succeeds=(302,)
        )


def speaker_doors(side: Side) -> Iterator[Door]:
    pk = side.speaker.pk

    def at(name: str, *args: object) -> str:
        return reverse(f"wagtailsnippets_events_speaker:{name}", args=args)

    yield Door(
        "speaker save", at("edit", pk), "post", values(name="Pris", region=side.tree.region.pk), (302,)
    )
    yield Door("speaker delete for good", at("delete", pk), "post", succeeds=(302,))
    yield Door(
        "bulk delete speaker done", f"/admin/bulk/events/speaker/delete/?id={pk}", "post", succeeds=(302,)
    )


def registration_doors(side: Side) -> Iterator[Door]:
    pk, mail, event = side.registration.pk, side.mail.pk, side.registration.event_id

    def at(name: str, key: int) -> str:
        return reverse(name, args=[key])

    yield Door("registration cancel for good", at("inscriptions:cancel", pk), "post", succeeds=(302,))
    yield Door("registration link sent", at("inscriptions:link", pk), "post", succeeds=(302,))
    yield Door("registration erased for good", at("inscriptions:erase", pk), "post", succeeds=(302,))
    yield Door("mail sent again", at("courriels:again", mail), "post", succeeds=(302,))
    yield Door("event cancel for good", at("event_cancel", event), "post", values(reason="Grève"), (302,))
    yield Door("event seats for good", at("event_capacity", event), "post", values(capacity=5), (302,))
    yield Door("event closing for good", at("event_closing", event), "post", values(closes_at=""), (302,))
    yield Door("event put off for good", at("event_postpone", event), "post", values(known="later"), (302,))
    link = values(online_url="https://visio.invalid/prise")
    yield Door("event link", reverse("event_link", args=[event]), "post", link, (200, 302), writes=False)
    yield Door("event mails", at("event_stop_mails", event), "post", succeeds=(200, 302), writes=False)
    yield Door("event on line for good", at("event_move_online", event), "post", values(reason=""), (302,))
    undo = reverse("event_undo", args=[event, side.operation.pk])
    yield Door("event operation undone for good", undo, "post", succeeds=(302,))
    yield Door("event close for good", at("event_close_registration", event), "post", succeeds=(302,))
    yield Door(  # nothing to reopen: the owner is let in and nothing changes
        "event reopen for good",
        at("event_reopen_registration", event),
        "post",
        succeeds=(200, 302),
        writes=False,
    )


def doors(side: Side) -> dict[str, Door]:
    """Every door of ``side``, by name."""
    of_each_kind = (page_doors, session_doors, file_doors, speaker_doors, registration_doors)
    return {door.name: door for made in of_each_kind for door in made(side)}


def lists(side: Side) -> dict[str, str]:
    """Lists and choosers that show the owner's own things, and nothing of anybody else's draft."""
    choose_page, choose_image = "/admin/choose-page/", reverse("wagtailimages_chooser:choose")
    return {
        "explorer": f"/admin/pages/{side.tree.page.pk}/",
        "events": reverse("wagtailadmin_pages:type_use", args=["events", "eventpage"]),
        "page search": "/admin/pages/search/?q=brouillon",
        "page search everywhere": f"/admin/pages/{side.tree.page.pk}/?q=brouillon&search_all=1",
        "page API": "/admin/api/main/pages/?limit=20",
        "page chooser": f"{choose_page}{side.tree.agenda.pk}/",
        "page chooser search": f"{choose_page}search/?q=brouillon",
        "images": reverse("wagtailimages:index"),
        "image chooser": choose_image,
        "image chooser results": reverse("wagtailimages_chooser:choose_results"),
        "image API": "/admin/api/main/images/",
        "documents": reverse("wagtaildocs:index"),
        "document chooser": reverse("wagtaildocs_chooser:choose"),
        "document API": "/admin/api/main/documents/",
        "speakers": reverse("wagtailsnippets_events_speaker:list"),
        "speaker results": reverse("wagtailsnippets_events_speaker:list_results"),
        "speaker search": reverse("wagtailsnippets_events_speaker:list") + "?q=personne",
        "speaker chooser": reverse("wagtailsnippetchoosers_events_speaker:choose"),
        "speaker chooser search": reverse("wagtailsnippetchoosers_events_speaker:choose_results")
        + "?q=personne",
        "registrations": reverse("inscriptions:index"),
        "registrations of an event": reverse("inscriptions:index") + f"?event={side.registration.event_id}",
        "registrations exported": reverse("inscriptions:index") + "?export=csv",
        "mails of an event": reverse("courriels:index") + f"?event={side.registration.event_id}",
        "registration by hand": reverse("inscriptions:add"),
        "mails": reverse("courriels:index"),
        "aging pages": reverse("wagtailadmin_reports:aging_pages"),
        "home": reverse("wagtailadmin_home"),
    }
