"""A signed link opens what it was made for, and nothing else."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from conference.platform.links import make_token, read_token

KEY = uuid.UUID("7f1d6f0a-9f0c-4a7e-8d34-1f2f5f4d6a10")


def test_a_link_leads_back_to_its_key():
    assert read_token("registration", make_token("registration", KEY)) == KEY


def test_a_link_is_good_for_one_purpose_only():
    assert read_token("erasure", make_token("registration", KEY)) is None


def test_a_truncated_or_changed_link_opens_nothing():
    token = make_token("registration", KEY)
    assert read_token("registration", token[:-1]) is None
    assert read_token("registration", token.replace("7", "8", 1)) is None


def test_a_link_dies_with_the_secret_key(settings):
    token = make_token("registration", KEY)
    settings.SECRET_KEY = "another-key-another-key-another-key-another-key"
    assert read_token("registration", token) is None


@given(st.text(max_size=120))
def test_no_text_whatever_breaks_the_reading(token):
    assert read_token("registration", token) is None
