"""What the ground changes in the admin: links to drafts, what editors are told of them, first versions,
redirects, videos, days and hours.
"""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import MaxLengthValidator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter
from wagtail import hooks
from wagtail.admin.active_filters import ActiveFilter, BaseFilterAdapter, register_filter_adapter_class
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, ButtonWithDropdownFromHook
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, RevisionMixin
from wagtail.rich_text.feature_registry import FeatureRegistry

from .addresses import ADDRESS_HELP, AddressField, validate_address
from .partial_files import part_of
from .text.rich_text import PublishedPageLink
from .times.views import read_moment


@hooks.register("register_rich_text_features", order=10)
def links_to_published_pages(features: FeatureRegistry) -> None:
    """In the place of Wagtail's, which leads visitors to drafts."""
    features.register_link_type(PublishedPageLink)


@hooks.register("before_serve_document", order=100)  # after those that say who may read it
def parts_of_videos(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    return part_of(document, asked=request.headers.get("Range", ""))


@hooks.register("register_admin_urls")
def reading_of_dates() -> list[URLPattern]:
    return [path("dates/lire/", read_moment, name="read_moment")]


@hooks.register("register_icons")
def icon_of_news(icons: list[str]) -> list[str]:
    """Wagtail looks for an icon « info » beside a message that informs, and has none."""
    return [*icons, "wagtailadmin/icons/info.svg"]


class YesOrNo(BaseFilterAdapter):
    """« Approuvée : non » above a list that is filtered, where Wagtail writes « False »."""

    def get_active_filters(self) -> Iterator[ActiveFilter]:
        for active in super().get_active_filters():
            yield active._replace(value=str(_("oui") if self.value else _("non")))


register_filter_adapter_class(BooleanFilter, adapter_class=YesOrNo)


@hooks.register("insert_global_admin_js")
def days_and_hours() -> SafeString:
    """The script of every input of a day or an hour."""
    return format_html(
        '<script type="module" src="{}" data-moments-address="{}"></script>',
        static("js/moments.js"),
        reverse("read_moment"),
    )


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def keep_the_first_version(request: HttpRequest, subject: Model) -> None:
    """Make a version of what was loaded without one, before the first change: history can give it back."""
    if request.method == "POST" and isinstance(subject, RevisionMixin) and not subject.latest_revision_id:
        subject.save_revision(changed=False, clean=False, log_action=True)


def header_title(view: WagtailAdminTemplateMixin) -> str:
    """« Historique : Accueil »: in the place of Wagtail's, whose colon has no space before it."""
    return "\u00a0: ".join(filter(None, (str(view.get_page_title()), str(view.get_page_subtitle()))))


WagtailAdminTemplateMixin.get_header_title = header_title


class ContentChecks(ContentCheckerItem):
    """Wagtail's checks of a page, and ours: a link that leads visitors nowhere yet."""

    axe_run_only = [*ContentCheckerItem.axe_run_only, "draft-link"]
    axe_exclude = [".kicker", ".bigdate", ".panel__state"]  # large words of ours that are no headings
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {
            "id": "draft-link",
            "impact": "moderate",
            "selector": "a.draft-link",  # as PublishedPageLink shows it
            "tags": ["best-practice"],
            "any": ["non-empty-title"],  # one of axe's own, which such a link never passes
            "enabled": True,
        },
    ]
    axe_messages = ContentCheckerItem.axe_messages | {
        "draft-link": {
            "error_name": _("Lien vers une page qui n’est pas publiée"),
            "help_text": _("Publiez cette page ou changez le lien : les visiteurs n’en voient que le texte."),
        }
    }


@hooks.register("construct_wagtail_userbar", order=10)
def our_content_checks(request: HttpRequest, items: list[BaseItem], page: Page | None) -> None:
    """Ours in the place of Wagtail's, in the editor's side panel and in the user bar."""
    items[:] = [
        ContentChecks(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]


@hooks.register("construct_page_listing_buttons")
def name_the_other_verbs(buttons: list[Button], page: Page, user: AbstractBaseUser, context: dict) -> None:
    """« Plus » beside the three dots behind which a list of pages keeps its verbs."""
    for button in buttons:
        if isinstance(button, ButtonWithDropdownFromHook) and not button.label:
            button.label = _("Plus")


def redirects_lead_to_any_address() -> None:
    """Let a redirect lead to an address of the site too: Wagtail's own field refuses « /agenda/ »."""
    field = Redirect._meta.get_field("redirect_link")
    field.validators = [MaxLengthValidator(field.max_length), validate_address]
    RedirectForm.base_fields["redirect_link"] = AddressField(
        label=_("Ou adresse"), required=False, max_length=field.max_length, help_text=ADDRESS_HELP
    )


redirects_lead_to_any_address()
