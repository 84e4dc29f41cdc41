"""What is kept in memory counts for what it takes there."""

import json

from conference.platform.weights import weight
from home.models import ContentPage


def test_texts_and_what_holds_them() -> None:
    text = "x" * 1000
    assert 1000 < weight(text) < 1100
    assert 2000 < weight((text, {"a": ["y" * 1000]})) < 2600
    assert weight([text, text]) < 1300, "the same text is there once"
    loop: list[object] = [text]
    loop.append(loop)
    assert weight(loop) < 1300


def test_a_page_weighs_its_columns_its_blocks_and_the_pages_above_it() -> None:
    def page(*, words: int) -> ContentPage:
        block = {"type": "paragraph", "value": "mot " * words, "id": "a"}
        return ContentPage(content_type_id=1, title="Une page", body=json.dumps([block]))

    small, large = page(words=1), page(words=10_000)
    assert weight(large) - weight(small) > 2 * 39_000
    read_already = weight(large)
    assert str(large.body)
    assert weight(large) >= read_already - 1000
    small._ancestors = [large]
    assert weight(small) > weight(large)
    other = page(words=1)
    other._state.fields_cache["owner"] = large
    assert weight(other) > weight(large)
