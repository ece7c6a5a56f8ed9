"""Pages that no reader gets through."""

from __future__ import annotations

from time import perf_counter

import pytest
from lxml.html import document_fromstring

from loaders.containers.crowding import (
    MOST_ATTRIBUTES,
    MOST_CHILDREN,
    MOST_ELEMENTS,
    MOST_TOGETHER,
    crowded_markup,
    crowded_tag,
    crowded_tree,
)


def attributes(number: int, form: str = "a{}=1") -> bytes:
    return " ".join(form.format(each) for each in range(number)).encode()


def test_a_page_with_too_many_tags_is_not_even_to_be_parsed() -> None:
    assert crowded_markup(b"<i>" * 10 * (MOST_ELEMENTS + 1))
    assert not crowded_markup(b"<i></i>" * MOST_ELEMENTS)


@pytest.mark.parametrize("form", ["a{}", "a{}=1", 'a{}=">"', "a{} = '>'", "a{}=b/c"])
def test_a_tag_with_too_many_attributes_is_found(form: str) -> None:
    page = b"<html><p>Text</p><p " + attributes(MOST_ATTRIBUTES + 1, form) + b">"

    assert crowded_tag(page) == 17


@pytest.mark.parametrize(
    "page",
    [
        b"<p " + attributes(MOST_ATTRIBUTES) + b">",
        b'<p a="' + attributes(2 * MOST_ATTRIBUTES) + b'">',
        b"<script>if (a <b) { " + b"x = y; " * MOST_ATTRIBUTES + b"}</script>",
        b"<p>" + b"a < b " * MOST_ATTRIBUTES,
        (b"<p " + attributes(MOST_ATTRIBUTES // 2) + b">") * 3,
    ],
)
def test_many_words_elsewhere_are_no_attributes(page: bytes) -> None:
    assert crowded_tag(page) is None


@pytest.mark.parametrize(
    "piece",
    [b"<a ", b'<a x="', b"<a x='", b"<a x=<a/", b"<a - ", b"<script>", b"<script>x</s", b"<a" + b" " * 99],
)
def test_looking_takes_time_in_proportion(piece: bytes) -> None:
    start = perf_counter()
    crowded_tag(piece * (2_000_000 // len(piece)))

    # A byte takes 0.1 to 0.3 microseconds; a second look at each would take days.
    assert perf_counter() - start < 20


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        ("<p>Text</p>", None),
        ("<i></i>" * (MOST_CHILDREN + 1), f"has an element with more than {MOST_CHILDREN:,} others in it"),
        (("<p>" + "<i></i>" * 999 + "</p>") * 30, f"has more than {MOST_ELEMENTS:,} elements"),
        (f"<i {attributes(400).decode()}></i>" * 800, f"has more than {MOST_TOGETHER:,} attributes"),
    ],
)
def test_a_page_of_too_many_elements_is_told(body: str, trouble: str | None) -> None:
    assert crowded_tree(document_fromstring(f"<html><body>{body}</body></html>")) == trouble
