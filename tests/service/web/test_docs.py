"""The documentation page: what it tells can be tried as it stands."""

from __future__ import annotations

import html
import re
import shlex
from typing import TYPE_CHECKING, Final

import pytest

from service.pages.markdown import markdown
from service.pages.types import type_of

if TYPE_CHECKING:
    from starlette.testclient import TestClient

LINE: Final = re.compile(r'<pre class="try"><code>(.*?)</code></pre>', re.DOTALL)
SERVICE: Final = "http://testserver"


def lines(client: TestClient) -> list[list[str]]:
    return [shlex.split(html.unescape(line)) for line in LINE.findall(client.get("/docs").text)]


def test_every_line_that_reads_can_be_tried(client: TestClient) -> None:
    addresses = [words[2] for words in lines(client) if words[:2] == ["curl", "-s"] and len(words) == 3]

    answers = {
        address: client.get(address.removeprefix(SERVICE), follow_redirects=False).status_code
        for address in addresses
        if not address.endswith("/stream")
    }

    assert len(answers) > 30
    assert {address: status for address, status in answers.items() if status not in {200, 303, 404}} == {}


def test_a_line_that_writes_brings_a_key_and_a_body(client: TestClient) -> None:
    (posted,) = (words for words in lines(client) if words[-1].startswith('{"title"') and "POST" in words)

    assert posted[:5] == ["curl", "-s", "-X", "POST", f"{SERVICE}/api/v1/articles"]
    assert posted[5:9] == ["-H", "Authorization: Bearer KEY", "-H", "Content-Type: application/json"]


def test_every_object_that_is_named_is_shown(client: TestClient) -> None:
    page = client.get("/docs").text

    linked = set(re.findall(r'href="#([^"]+)"', page)) - {"main"}
    assert linked - set(re.findall(r'id="([^"]+)"', page)) == set()


def test_the_page_tells_what_may_change(client: TestClient) -> None:
    assert "<h2>What may change</h2>" in client.get("/docs").text


def test_our_texts_cannot_become_markup() -> None:
    assert (
        markdown("## A <b>\n\nSay `x < y` & go")
        == "<h2>A &lt;b&gt;</h2>\n<p>Say <code>x &lt; y</code> &amp; go</p>"
    )


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string", "format": "date"}, "day"),
        (
            {"type": "integer", "minimum": 1, "maximum": 500, "default": 50},
            "whole number, at least 1, at most 500, 50 if not given",
        ),
        (
            {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 100},
            "list of one of a, b, at most 100 of them",
        ),
        ({"anyOf": [{"$ref": "#/components/schemas/Days"}, {"type": "null"}]}, "Days or null"),
        ({"const": "ok", "type": "string"}, "one of ok"),
        ({}, "anything"),
    ],
)
def test_a_type_is_told_in_words(schema: dict[str, object], words: str) -> None:
    assert type_of(schema) == words
