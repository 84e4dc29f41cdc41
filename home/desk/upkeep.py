"""The panels of what was left behind or promised, and of who registers."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, OuterRef, Subquery
from django.db.models.functions import Cast, TruncWeek
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import ModelLogEntry, Page
from wagtail.permissions import policy_registry

from conference.core.models import Picture
from conference.core.videos import awaited_captions
from events.registrations.models import Registration
from events.wording import day
from measures.models import Measure, Review
from measures.report import SIX_MONTHS

from .board import ROWS, DeskPanel, Row, local_day
from .submissions import edit_url
from .verbs import Link

WEEKS = 8


class LeftAlone(DeskPanel):
    """Measures and reviews that nobody has changed for six months, the oldest first."""

    name = "sans-changement"
    title = gettext_lazy("Sans changement depuis six mois")
    empty = gettext_lazy("Mesures et bilans ont tous été revus depuis moins de six mois.")

    def is_for_reader(self) -> bool:
        return self.reader.user.has_perm("measures.change_measure")

    def rows(self) -> list[Row]:
        limit = self.reader.now - SIX_MONTHS
        things = [
            (measure.changed_at, str(measure), edit_url(Measure, measure.pk)) for measure in self.measures()
        ]
        things += [
            (review.changed_at, str(review), reverse("bilans:edit", args=[review.pk]))
            for review in self.reviews()
        ]
        old = [thing for thing in things if thing[0] is None or thing[0] <= limit]
        old.sort(key=lambda thing: (thing[0] is not None, thing[0]))
        return [
            Row(title=title, url=url, facts=[local_day(when) if when else _("jamais modifié ici")])
            for when, title, url in old
        ]

    def measures(self) -> Iterator[Measure]:
        for measure in self.reader.measures:
            latest = measure.latest_revision
            measure.changed_at = latest.created_at if latest else measure.last_published_at
            yield measure

    def reviews(self) -> Iterable[Review]:
        of_reviews = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Review))
        last = of_reviews.filter(object_id=Cast(OuterRef("pk"), CharField())).order_by("-timestamp")
        return Review.objects.annotate(changed_at=Subquery(last.values("timestamp")[:1]))

    def more(self) -> Link | None:
        return Link(label=_("Toutes les mesures"), url=reverse(Measure.snippet_viewset.get_url_name("list")))


class WithoutDescription(DeskPanel):
    """Pictures that a screen reader cannot tell, the latest first."""

    name = "images-sans-description"
    title = gettext_lazy("Images sans description")
    empty = gettext_lazy("Toutes vos images ont une description.")

    def is_for_reader(self) -> bool:
        return self.policy.user_has_permission(self.reader.user, "change")

    @property
    def policy(self) -> Any:
        return policy_registry.get_by_type(Picture)

    def rows(self) -> list[Row]:
        own = self.policy.instances_user_has_permission_for(self.reader.user, "change")
        found = own.filter(description="", is_decorative=False).order_by("-created_at", "-pk")
        return [
            Row(
                title=picture.title,
                url=reverse("wagtailimages:edit", args=[picture.pk]),
                facts=[_("envoyée %s") % local_day(picture.created_at)],
            )
            for picture in found[: ROWS + 1]
        ]

    def more(self) -> Link | None:
        return Link(label=_("Toutes les images"), url=reverse("wagtailimages:index"))


class AwaitedVideos(DeskPanel):
    """Videos on line whose captions and transcript were promised, the soonest day first."""

    name = "videos-sans-sous-titres"
    title = gettext_lazy("Vidéos qui attendent leurs sous-titres")
    empty = gettext_lazy("Toutes les vidéos en ligne ont leurs sous-titres et leur transcription.")

    def rows(self) -> Iterator[Row]:
        today = timezone.localdate(self.reader.now)
        for awaited in awaited_captions(self.reader.scope.filter_pages(Page.objects.all())):
            yield Row(
                title=awaited.title,
                url=edit_url(Page, awaited.page.pk),
                facts=[awaited.page.title, _("promis pour le %s") % day(awaited.day)],
                urgent=_("jour passé") if awaited.day < today else "",
            )


class RegistrationsByWeek(DeskPanel):
    """How many registered, week by week, the present one first."""

    name = "inscriptions"
    title = gettext_lazy("Inscriptions par semaine")
    empty = gettext_lazy("Personne ne s’est inscrit depuis huit semaines.")

    def is_for_reader(self) -> bool:
        return self.reader.user.has_perm("registrations.view_registration")

    def rows(self) -> list[Row]:
        since = self.reader.now - timedelta(weeks=WEEKS)
        own = self.reader.scope.filter(
            Registration.objects.filter(created_at__gte=since), field="event__region"
        )
        weeks = own.order_by().annotate(week=TruncWeek("created_at")).values("week").annotate(n=Count("pk"))
        found = list(weeks.order_by("-week"))
        most = max((week["n"] for week in found), default=0)
        return [
            Row(
                title=_("semaine du %s") % local_day(week["week"]),
                facts=[ngettext("%(n)s inscription", "%(n)s inscriptions", week["n"]) % {"n": week["n"]}],
                share=(week["n"], most),
            )
            for week in found
        ]

    def more(self) -> Link | None:
        return Link(label=_("Toutes les inscriptions"), url=reverse("inscriptions:index"))
