"""THE table: who comes in at each address. An address that fits no line fails the matrix.

People are letters: a anonymous, r the relay of region A, m moderation, c communications, n national
administration (accounts and teams, no page), s superuser.
An address about something that belongs to a side has three answers: for what is A's, B's, national.
The first line that fits an address (with its variant, as objects.py names it) is the one that counts.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Who:
    """Who comes in. ``theirs`` and ``national`` are left out where the address is about nobody's things."""

    own: str
    theirs: str | None = None
    national: str | None = None

    def at(self, side: str) -> str:
        value = getattr(self, side)
        return self.own if value is None else value


ANYBODY = Who("armcns")
NOT_LOGGED_IN = Who("a")
STAFF = Who("rmcns")  # any account of the admin; what is shown is each person's own
PAGES = Who("rmcs")  # any account that has to do with pages
EDITORS = Who("rcs")  # those who write
NATIONAL = Who("mcs")
EVERY_NATIONAL = Who("mcns")
ACCOUNTS = Who("ns")
MODERATION = Who("ms")
COMMUNICATION = Who("cs")
SUPERUSER = Who("s")
NOBODY = Who("")
OWN = Who("rmcs", "mcs", "mcs")  # a page, or what moderation may look at
OWN_WRITTEN = Who("rcs", "cs", "cs")  # what moderation has no right on
NAMED = Who("rmcns", "mcns", "mcns")  # named to whoever may see it; what may be done, Wagtail says after
CHOSEN = Who("rmcs", "mcs", "rmcs")  # a chooser: one's own, and what is national
CHOSEN_BY_ALL = Who("rmcns", "mcns", "rmcns")
LED_BACK = Who("rmcs", "rmcs", "rmcs")  # answered by a way back to one's own part
PRIVATE = Who("rs", "s", "cs")  # kept for the side's own group
TEAM = Who("cns", "cns", "")  # a region has a team, the nation has none
DECLARED = Who("rmcs", "mcs", "")  # a contribution is a region's, the nation has none
SENT = Who("")  # answers only what is sent (POST): who may, the other half of the matrix says

TABLE = (
    # Pages
    ("wagtailadmin_pages:set_privacy", NOBODY),  # a page is public or a draft
    ("wagtailadmin_pages:add", OWN_WRITTEN),
    ("wagtailadmin_pages:preview_on_add", OWN_WRITTEN),
    ("wagtailadmin_pages:add_subpage*", OWN_WRITTEN),
    ("wagtailadmin_pages:set_page_position", SENT),
    ("wagtailadmin_pages:*lock", SENT),
    ("wagtailadmin_pages:workflow_action", MODERATION),
    ("wagtailadmin_pages:collect_workflow_action_data", MODERATION),
    ("wagtailadmin_pages:workflow_preview", MODERATION),
    ("wagtailadmin_pages:type_use*", PAGES),
    ("wagtailadmin_pages:choose_parent", STAFF),
    ("wagtailadmin_pages:search*", PAGES),
    ("wagtailadmin_pages:move_confirm", NAMED),  # Wagtail says that a slug is taken before it refuses
    ("wagtailadmin_pages:confirm_workflow_cancellation", NAMED),
    ("wagtailadmin_pages:revisions_index", Who("rmcns")),  # an old address: leads to the page's history
    ("wagtailadmin_pages:*", OWN),
    ("wagtailadmin_explore_root", PAGES),
    ("wagtailadmin_explore*", LED_BACK),
    ("wagtailadmin_choose_page_child", NAMED),
    ("wagtailadmin_choose_page*", STAFF),
    ("wagtailadmin_api:pages:detail*", OWN),
    ("wagtailadmin_api:pages:action*", SENT),
    ("wagtailadmin_api:*:find", NOBODY),  # finds nothing without a question
    ("wagtailadmin_api:*:listing*", STAFF),
    ("wagtailadmin_api:documents:detail/private", PRIVATE),
    ("wagtailadmin_api:*:detail*", CHOSEN),
    ("wagtail_bulk_action/auth.*", ACCOUNTS),
    ("wagtail_bulk_action/measures.regionalcontribution*", Who("rmcns", "mcns", "")),
    ("wagtail_bulk_action/measures.*", EVERY_NATIONAL),
    ("wagtail_bulk_action/registrations.mailtext*", EVERY_NATIONAL),
    ("wagtail_bulk_action/registrations.attendee*", OWN_WRITTEN),
    ("wagtail_bulk_action/registrations.registrationmail*", OWN_WRITTEN),
    ("wagtail_bulk_action/*", NAMED),
    ("wagtailadmin_editing_sessions:*", SENT),
    # Files
    ("wagtailimages:url_generator*", NOBODY),  # the site serves no images made on demand
    ("wagtailimages:add*", EDITORS),
    ("wagtaildocs:add*", EDITORS),
    ("wagtail*s:*_multiple*", SENT),
    ("wagtailimages:*", OWN_WRITTEN),
    ("wagtaildocs:*", OWN_WRITTEN),
    ("wagtail*s_chooser:create*", EDITORS),
    ("wagtail*s_chooser:chosen", CHOSEN),
    ("wagtailimages_chooser:select_format", CHOSEN),
    ("wagtail*s_chooser:*", STAFF),
    ("wagtaildocs_serve", PRIVATE),
    ("wagtaildocs_authenticate_with_password", ANYBODY),  # a form for a password, and nothing else
    ("wagtailadmin_tag*autocomplete*", STAFF),
    ("suggest_communes", STAFF),
    # What a region has beside its pages
    ("wagtailsnippets_events_speaker:list*", PAGES),
    ("wagtailsnippets_events_speaker:*", OWN_WRITTEN),
    ("wagtailsnippetchoosers_events_speaker:create*", EDITORS),
    ("wagtailsnippetchoosers_events_speaker:chosen", CHOSEN_BY_ALL),
    ("wagtailsnippetchoosers_events_speaker:*", STAFF),
    ("wagtailsnippets_registrations_question:list*", PAGES),
    ("wagtailsnippets_registrations_question:approve", Who("mcs", "mcs", "")),  # not for the library
    ("wagtailsnippets_registrations_question:withdraw", Who("mcs", "mcs", "")),
    *((f"wagtailsnippets_registrations_question:{view}", OWN_WRITTEN) for view in ("add", "delete")),
    ("wagtailsnippets_registrations_question:*", OWN),
    ("wagtailsnippetchoosers_registrations_question:create*", NOBODY),  # only chosen there
    ("wagtailsnippetchoosers_registrations_question:chosen", CHOSEN_BY_ALL),
    ("wagtailsnippetchoosers_registrations_question:*", STAFF),
    ("wagtailsnippets_registrations_mailtext:*add", SUPERUSER),  # each kind of mail has its text
    ("wagtailsnippets_registrations_mailtext:delete", SUPERUSER),
    ("wagtailsnippets_registrations_mailtext:*", COMMUNICATION),
    ("event_answers", OWN_WRITTEN),
    ("event_arrangement", OWN_WRITTEN),
    ("inscriptions:*", OWN_WRITTEN),
    ("courriels:*", OWN_WRITTEN),
    ("event_announce", EDITORS),
    ("event_import", EDITORS),
    ("event_copy", Who("rcs", "cs", "cs")),  # a draft; what is live may be copied by all who write
    ("event_model", Who("", "", "cs")),  # a national draft
    ("event_repeat", OWN_WRITTEN),
    ("event_queue*", OWN_WRITTEN),
    ("event_[ln][eu]*", OWN_WRITTEN),  # letter, numbers
    ("event_contacts", OWN_WRITTEN),
    ("event_door_list", OWN_WRITTEN),
    ("event_*", OWN),
    ("programme_people", STAFF),
    ("programme_warnings", SENT),
    *((f"series:{view}", SUPERUSER) for view in ("add", "delete")),  # repeating a session makes one
    ("series:index*", EDITORS),
    ("series:*", OWN_WRITTEN),
    ("programme_people", STAFF),
    ("programme_warnings", SENT),
    ("wagtailsnippets_measures_regionalcontribution:list*", PAGES),
    ("wagtailsnippets_measures_regionalcontribution:*add", EDITORS),
    ("wagtailsnippets_measures_regionalcontribution:delete", Who("rcs", "cs", "")),
    ("wagtailsnippets_measures_regionalcontribution:workflow_action", Who("ms", "ms", "")),
    ("wagtailsnippets_measures_regionalcontribution:collect_workflow_action_data", Who("ms", "ms", "")),
    ("wagtailsnippets_measures_regionalcontribution:workflow_preview", Who("ms", "ms", "")),
    ("wagtailsnippets_measures_regionalcontribution:*lock", SENT),
    ("wagtailsnippets_measures_regionalcontribution:*", DECLARED),
    ("wagtailsnippetchoosers_measures_regionalcontribution:create", NOBODY),  # only chosen there
    ("wagtailsnippetchoosers_measures_regionalcontribution:chosen", Who("rmcns", "mcns", "")),
    ("wagtailsnippetchoosers_measures_regionalcontribution:*", STAFF),
    # What belongs to no region
    ("wagtailsnippets_measures_measure:workflow_action", MODERATION),
    ("wagtailsnippets_measures_measure:collect_workflow_action_data", MODERATION),
    ("wagtailsnippets_measures_measure:workflow_preview", MODERATION),
    ("wagtailsnippets_measures_measure:*lock", SENT),
    ("wagtailsnippets_measures_measure:*add", NOBODY),  # twenty-one: none added, none removed
    ("wagtailsnippets_measures_measure:delete", NOBODY),
    ("wagtailsnippets_measures_measure:*", NATIONAL),
    ("wagtailsnippetchoosers_measures_measure:create", NOBODY),
    ("wagtailsnippetchoosers_measures_measure:*", STAFF),
    ("wagtailsnippets_measures_progress:*", COMMUNICATION),
    ("wagtailsnippets_measures_source:*", COMMUNICATION),
    ("wagtailsnippetchoosers_measures_source:create", COMMUNICATION),
    ("wagtailsnippetchoosers_measures_source:*", STAFF),
    ("demandes-de-correction:*", COMMUNICATION),
    ("measures_upkeep", NATIONAL),
    ("chantiers:add", NOBODY),
    ("chantiers:delete", NOBODY),
    ("outils:add", NOBODY),
    ("outils:delete", NOBODY),
    ("dimensions:add", NOBODY),
    ("dimensions:delete", NOBODY),
    ("chantiers:*", COMMUNICATION),
    ("outils:*", COMMUNICATION),
    ("dimensions:*", COMMUNICATION),
    ("bilans:*", COMMUNICATION),
    ("wagtailsnippetchoosers_measures_review:create", NOBODY),
    ("wagtailsnippetchoosers_measures_review:*", STAFF),  # the published ones, which everybody reads
    ("etapes:*", COMMUNICATION),
    ("evenements:choose_parent*", STAFF),
    ("actualites:choose_parent", STAFF),
    ("alliances:choose_parent", STAFF),
    ("editions:choose_parent", STAFF),
    ("evenements:*", PAGES),
    ("actualites:*", PAGES),
    ("alliances:*", PAGES),
    ("editions:*", PAGES),
    ("menu-*:reorder", SENT),
    ("menu-*:*", COMMUNICATION),
    ("responsables-des-donnees:index*", Who("rcs")),
    ("responsables-des-donnees:inspect", OWN_WRITTEN),
    ("responsables-des-donnees:add", COMMUNICATION),
    ("responsables-des-donnees:delete", NOBODY),  # changed, never deleted
    ("responsables-des-donnees:*", Who("cs", "cs", "cs")),
    ("equipes-relais:index*", Who("cns")),
    ("equipes-relais:add", NOBODY),  # one a region: none added, none removed
    ("equipes-relais:delete", NOBODY),
    ("equipes-relais:*", TEAM),
    ("wagtailredirects:process_import", SENT),
    ("wagtailredirects:*", COMMUNICATION),
    ("wagtailsettings:edit/app_name,model_name", STAFF),  # leads to the one row that there is
    ("wagtailsettings:edit/*", COMMUNICATION),
    ("wagtailsettings:preview_on_edit", NOBODY),  # the settings have no preview
    ("wagtailadmin_workflows:task_cho*", STAFF),  # the name « Relecture », which every page's history shows
    ("wagtailadmin_workflows:enable*", SENT),
    ("wagtailadmin_workflows:remove/*", SENT),
    ("wagtailadmin_workflows:*", SUPERUSER),
    ("wagtailadmin_collections:*", SUPERUSER),
    ("wagtailsites:*", SUPERUSER),
    ("wagtailusers_users:*", ACCOUNTS),
    ("reset_second_factor", ACCOUNTS),
    ("courriels-de-compte:*", ACCOUNTS),
    ("wagtailusers_groups:*", SUPERUSER),
    # Reports
    ("wagtailadmin_reports:site_history*", EVERY_NATIONAL),
    ("wagtailadmin_reports:page_types_usage*", NATIONAL),
    ("wagtailadmin_reports:locked_pages*", NATIONAL),
    ("wagtailadmin_reports:*", PAGES),
    # One's own account, and what says nothing of anybody
    ("wagtailadmin_home", STAFF),
    ("wagtailadmin_account", STAFF),
    ("wagtailadmin_dismissibles", STAFF),
    ("wagtailadmin_block_preview", NOBODY),
    ("wagtailembeds:*", STAFF),
    ("wagtailforms:index*", PAGES),  # no page of the site is one of Wagtail's forms
    ("wagtailforms:*", NOBODY),
    ("wagtailsnippets:index", NOBODY),
    ("components", STAFF),
    ("guide", STAFF),
    ("login_state", STAFF),
    ("read_moment", STAFF),
    ("chosen_themes", STAFF),
    ("wagtailadmin_logout", SENT),
    ("wagtailadmin_login", NOBODY),  # leads to /comptes/
    ("wagtailadmin_password_reset*", NOBODY),
    ("admin/^password_reset/", NOBODY),
    ("comptes/", NOBODY),
    ("account_login", NOT_LOGGED_IN),
    ("account_reset_password*", ANYBODY),
    ("account_set_password", NOBODY),  # for an account that has none
    ("account_inactive", NOBODY),
    ("account_*", STAFF),
    ("mfa_index", STAFF),
    ("mfa_list_webauthn", STAFF),
    ("mfa_*", NOBODY),  # asks for the password first, or for a second factor that nobody here has
    ("usersessions_list", STAFF),
    ("wagtailadmin_javascript_catalog", ANYBODY),
    ("wagtailadmin_sprite", ANYBODY),
    # The public site, asked for a draft
    ("events:calendar", NOBODY),
    ("events:series_calendar", NOBODY),
    ("events:*_feed", ANYBODY),
    ("registrations:register", NOBODY),
    ("registrations:check_mailbox", NOBODY),
    ("wagtail_serve", NOBODY),
    ("news:feed", ANYBODY),
    ("open_data*", ANYBODY),  # reading only: any site may, without a cookie
    ("datapackage", ANYBODY),
    ("robots", ANYBODY),
    ("sitemap", ANYBODY),
    ("favicon.ico", ANYBODY),
    ("apple-touch-icon.png", ANYBODY),
    ("manifest", ANYBODY),
    ("security_txt", ANYBODY),
    ("alive", ANYBODY),
    ("ready", ANYBODY),
    ("notes_feed", ANYBODY),
    ("measure_feed", ANYBODY),
    ("report_error", ANYBODY),
    ("error_reported", ANYBODY),
    ("metrics", ANYBODY),  # of this machine: who else, tests/conference/core says
)
# Addresses that the matrix does not ask, and why.
NOT_ASKED = {
    "wagtailadmin_error_test": "Wagtail’s own: it always fails, to show what an error page looks like",
    "admin/test404/": "Wagtail’s own: it always says that there is nothing",
    "admin/^.*/$": "whatever no other address of the admin answers: always 404",
    "wagtailcore_login": "nobody can keep a page for people who log in (fixed_pages.py): always 404",
    "wagtailcore_authenticate_with_password": "nor by a password: always 404",
    "sitemap_file": "a part of the public map of the site: tests/home/test_site_map.py",
    "measure_by_number": "leads anybody to a public page: tests/measures/test_addresses.py",
    "registrations:ticket": "a signed link, no login: tests/events/registrations/mails/test_tickets.py",
    "registrations:ticket_pdf": "a signed link, no login: tests/events/registrations/mails/test_tickets.py",
    "registrations:calendar": "a signed link, no login: tests/events/registrations/visit/test_link.py",
    "registrations:link": "a signed link, no login: tests/events/registrations/visit/test_link_page.py",
    "registrations:add": "a signed link, no login: tests/events/registrations/visit/test_person_pages.py",
    "registrations:person": "a signed link, no login: tests/events/registrations/visit/test_person_pages.py",
    "registrations:data": "a signed link, no login: tests/events/registrations/visit/test_data_pages.py",
    "registrations:data_file": "a signed link, no login: tests/events/registrations/visit/test_data_pages.py",
}


class Unexpected(Exception):
    """An address of which the table says nothing."""


def expected(name: str) -> Who:
    """Who comes in at the address of that name (with its variant)."""
    for pattern, who in TABLE:
        if fnmatchcase(name, pattern):
            return who
    raise Unexpected(f"{name}: who comes in? Add a line to expectations.py (TABLE).")
