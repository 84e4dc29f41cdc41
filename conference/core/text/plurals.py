"""French counts from two: « 0 place », « 1 place », « 2 places ».

Our sentences are French in the code and stand in no catalogue. What gettext does not find it gives to the
fallback of the language; its own is English, which says « 0 places ».
"""

from gettext import NullTranslations

from django.utils.translation.trans_real import translation


class _FrenchPlural(NullTranslations):
    """Every sentence as it is written, in the number that French wants."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if abs(n) < 2 else msgid2

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


def count_as_in_french() -> None:
    """Once the catalogues can be read: when the apps are ready."""
    translation("fr").add_fallback(_FrenchPlural())
