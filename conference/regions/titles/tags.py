"""The tags that the admin offers: those of the files that the person may choose.

Wagtail offers every tag of the site, whoever wrote it: the title of a draft may hide in one.
"""

from typing import cast

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from ..scoping import scope_of
from .references import choosable_rows

POPULAR = 10


def tagged_for(user: User, *models: type[Model]) -> QuerySet[TaggedItem]:
    """Which tags stand on which files of these kinds, among those that ``user`` may choose."""
    own = Q(pk__in=[])
    for model in models:
        content_type = ContentType.objects.get_for_model(model)
        files = choosable_rows(user, model)
        if files is not None:
            own |= Q(content_type=content_type, object_id__in=files.values("pk"))
    return TaggedItem.objects.filter(own)


def popular_tags(user: User, model: type[Model]) -> list[Tag]:
    """The tags that files of this kind bear most, among those that ``user`` may choose."""
    seen = Q(taggit_taggeditem_items__in=tagged_for(user, model))
    tags = Tag.objects.filter(seen).annotate(uses=Count("taggit_taggeditem_items", filter=seen))
    return list(tags.order_by("-uses", "name")[:POPULAR])


def autocomplete(request: HttpRequest, app_name: str = "", model_name: str = "") -> JsonResponse:
    """What completes the letters typed in a field of tags (Wagtail's own address and answer)."""
    tags = Tag.objects.filter(name__istartswith=request.GET["term"]) if request.GET.get("term") else None
    if tags is None or (app_name, model_name) not in (("", ""), ("taggit", "tag")):
        return JsonResponse([], safe=False)
    if not scope_of(request.user).national:
        user = cast(User, request.user)  # the admin's addresses ask for a login first
        seen = tagged_for(user, get_image_model(), get_document_model())
        tags = tags.filter(pk__in=seen.values("tag"))
    names = tags.order_by("name").values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]
    return JsonResponse(list(names), safe=False)
