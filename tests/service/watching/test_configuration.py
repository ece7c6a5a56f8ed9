"""SOURCES.toml: what is understood, and what is refused, by line and field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.errors import WrongUsage
from service.watching.configuration import Configuration, Document, Feed, Folder, read_configuration

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
every = "1h"
delay = "5s"
contact = "mailto:desk@news.example"

[[feed]]
name = "wire"
url = "https://news.example/rss"
every = "15m"
jitter = "30s"
publisher = "Example Wire"
pages = false

[[document]]
name = "losses"
url = "https://data.example/losses.json"
every = "1d"
format = "general-staff-losses"

[[folder]]
name = "inbox"
path = "in/box"
format = "text"
encoding = "cp1251"
"""


def test_what_is_told_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(WHOLE)

    assert read_configuration(path) == Configuration.model_construct(
        every=3600.0,
        delay=5.0,
        contact="mailto:desk@news.example",
        feed=[
            Feed.model_construct(
                name="wire",
                url="https://news.example/rss",
                every=900.0,
                jitter=30.0,
                publisher="Example Wire",
                pages=False,
            )
        ],
        document=[
            Document.model_construct(
                name="losses",
                url="https://data.example/losses.json",
                every=86400.0,
                format="general-staff-losses",
            )
        ],
        folder=[
            Folder.model_construct(
                name="inbox", path=str(tmp_path / "in/box"), format="text", encoding="cp1251"
            )
        ],
    )


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
        ('every = "1h"', 'every = "1x"', "line 1: every: '1x' is no interval such as 90s, 15m, 6h or 1d"),
        ('every = "1h"', "every = 60", "line 1: every: 60 is no interval such as 90s, 15m, 6h or 1d"),
        ('every = "1h"', 'evry = "1h"', "line 1: evry: is no key that is known here"),
        ('delay = "5s"', 'delay = "0s"', "line 2: delay: Input should be greater than 0"),
        ("mailto:", "the desk, ", "line 3: contact: 'the desk, desk@news.example' is no address"),
        ('name = "wire"', 'name = "the wire"', 'line 6: feed "the wire", name: '),
        ('name = "wire"', "", 'line 5: feed 1, name: is missing'),
        ("https://news.example/rss", "news.example", "line 7: feed \"wire\", url: 'news.example' is no http"),
        ('every = "15m"', 'every = "5s"', 'line 8: feed "wire", every: an address is polled once a minute'),
        ("pages = false", 'pages = "no"', 'line 11: feed "wire", pages: Input should be a valid boolean'),
        ("pages = false", "depth = 3", 'line 11: feed "wire", depth: is no key that is known here'),
        ("general-staff-losses", "pdf", "line 17: document \"losses\", format: 'pdf' is none of auto"),
        ("cp1251", "klingon", 'line 23: folder "inbox", encoding: unknown encoding: klingon'),
        ('path = "in/box"', "", 'line 19: folder "inbox", path: is missing'),
        ("[[folder]]", "[[folders]]", "line 19: folders: is no key that is known here"),
        ("pages = false", "pages = no", "is no TOML: Invalid value (at line 11, column 9)"),
        ('"inbox"', '"wire"', "2 sources have the name wire"),
        ("data.example/losses.json", "NEWS.example/rss#x", "2 sources have the place https://news.example/rss"),
        ('every = "1d"', 'publisher = "X"', "publisher: a dataset publishes its own rows"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_named(tmp_path: Path, line: str, instead: str, message: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(WHOLE.replace(line, instead))

    with pytest.raises(WrongUsage) as met:
        read_configuration(path)

    assert message in str(met.value)
    assert str(path) in str(met.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[[feed]]\nname = "a"\n[[feed]]\nurl = "x"\n')

    with pytest.raises(WrongUsage) as met:
        read_configuration(path)

    assert str(met.value).splitlines() == [
        f'{path}, line 1: feed "a", url: is missing',
        f"{path}, line 3: feed 2, name: is missing",
        f"{path}, line 4: feed 2, url: 'x' is no http or https address",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "names no source"), ('every = "1h"', "names no source"), (None, "No such file or directory")],
)
def test_a_file_without_sources_is_refused(tmp_path: Path, text: str | None, reason: str) -> None:
    path = tmp_path / "sources.toml"
    if text is not None:
        path.write_text(text)

    with pytest.raises(WrongUsage, match=reason):
        read_configuration(path)
