"""The articles of files in every format, as a load reads them."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from loaders.containers.formats import Format
from loaders.containers.page import PassedOver
from loaders.errors import Refused
from service.cli import run
from service.documents import Read, Reading, read_articles
from service.ingest import Options, Watcher, job_for, load
from service.sidecar import Metadata
from service.sources import Source
from tests.loaders.containers.archives import answer, markup, packed, record, response, text

if TYPE_CHECKING:
    from pathlib import Path

    from loaders.model import Article
    from service.store import Store

LIMIT = 1_000_000
LEAD = "Gunners on the east bank fired 60 shells at Zubrivka overnight, General Ada Moss said on Tuesday."
FRENCH = "Le ministère annonce que rien ne s'est passé dans le village de Zubrivka hier."
FEED = (
    "<rss><channel><title>Courier</title><item><title>One</title></item><item><title>Two</title></item>"
    "</channel></rss>"
)
LINES = '{"text": "One."}\n{"text": "Two."}\n'


def read(
    path: Path | None, *, format_: Format | None = None, told: Metadata | None = None
) -> list[tuple[str, str]]:
    """Return what a source gives, by name: texts, reasons of refusals, the refusal that it ends with."""
    source = Source(name="standard input" if path is None else path.name, path=path)
    found: list[tuple[str, str]] = []
    try:
        for each in read_articles(source, Reading(limit=LIMIT, format=format_), told=told or Metadata()):
            if isinstance(each, Refused):
                found.append((str(each.position), each.reason))
            elif isinstance(each, PassedOver):
                found.append(("passed over", each.reason))
            else:
                found.append((each.name, each.article.text))
    except Refused as refused:
        found.append(("ends", str(refused).partition(": ")[2]))
    return found


CASES = [
    ("a.txt", LEAD.encode(), [("a.txt", LEAD)]),
    ("a.html", markup(1), [("a.html", text(1))]),
    ("a.xml", FEED.encode(), [("a.xml, entry 1", "One"), ("a.xml, entry 2", "Two")]),
    ("a.jsonl", LINES.encode(), [("a.jsonl, line 1", "One."), ("a.jsonl, line 2", "Two.")]),
    (
        "a.warc",
        response(1) + record(answer(b"", status="404 Not Found")) + response(2),
        [
            ("a.warc, record 1", text(1)),
            ("passed over", "answers with status 404"),
            ("a.warc, record 3", text(2)),
        ],
    ),
]


@pytest.mark.parametrize(("name", "content", "found"), CASES)
def test_a_file_is_read_as_what_it_is_compressed_or_not_and_from_standard_input(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes,
    found: list[tuple[str, str]],
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    assert read(tmp_path / name) == found
    assert read(tmp_path / f"{name}.gz") == [(at.replace(name, f"{name}.gz"), words) for at, words in found]
    assert read(None) == [(at.replace(name, "standard input"), words) for at, words in found]


def test_a_format_that_is_named_is_not_told_by_content(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(markup(1))
    (tmp_path / "b").write_text(LEAD)

    assert read(tmp_path / "a.html", format_=Format.TEXT) == [("a.html", markup(1).decode())]
    assert read(tmp_path / "b", format_=Format.WARC) == [
        ("ends", "is no record of a web archive at record 1")
    ]


def test_what_is_told_of_a_file_is_told_of_every_article_in_it_but_an_address(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINES)
    (tmp_path / "a.meta.json").write_text('{"publisher": "Kalvenia Courier", "published": "2024-12-03"}')
    source = Source(name="a", path=tmp_path / "a.jsonl")

    found = read_articles(source, Reading(limit=LIMIT), told=Metadata(published="2024-12-04"))
    articles = [each.article for each in found if isinstance(each, Read)]

    assert [(article.publisher, article.published) for article in articles] == [
        ("Kalvenia Courier", "2024-12-04")
    ] * 2
    assert read(tmp_path / "a.jsonl", told=Metadata(url="https://news.example/a")) == [
        ("ends", "holds many articles: one address is not theirs")
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.warc"])
def test_a_file_without_articles_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")

    assert read(tmp_path / name) == [("ends", "holds no article")]


def test_a_table_is_no_text_unless_it_is_named_one(tmp_path: Path) -> None:
    (tmp_path / "a.2024.CSV").write_text("id,deaths\n1,5\n")

    assert read(tmp_path / "a.2024.CSV") == [
        ("ends", "is a table of no dataset that is known by its header; name one by --format")
    ]
    assert read(tmp_path / "a.2024.CSV", format_=Format.TEXT) == [("a.2024.CSV", "id,deaths\n1,5\n")]


BOMB = gzip.compress(bytes(100_000_000))
TOO_LARGE = f"larger than {LIMIT:,} bytes (CASUS_MAX_DOCUMENT)"


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("bomb.txt.gz", BOMB, [("ends", TOO_LARGE)]),
        ("bomb.html.gz", BOMB, [("ends", TOO_LARGE)]),
        ("bomb.xml.gz", BOMB, [("ends", TOO_LARGE)]),
        ("bomb.jsonl.gz", BOMB, [("line 1", TOO_LARGE)]),
        ("bomb.warc.gz", BOMB, [("ends", "is no record of a web archive at record 1")]),
        ("bomb.gz", gzip.compress(BOMB), [("ends", "is binary: zero at byte 3")]),
        ("large.html", markup(1) + b" " * 50_000_000, [("ends", TOO_LARGE)]),
        (
            "long.jsonl",
            b'{"text": "One."}\n{"text": "' + b"x" * 99_000_000 + b'"}\n{"text": "Three."}\n',
            [("long.jsonl, line 1", "One."), ("line 2", TOO_LARGE), ("long.jsonl, line 3", "Three.")],
        ),
        (
            "long.warc",
            response(1) + record(answer(b"x" * 50_000_000)) + response(3),
            [("long.warc, record 1", text(1)), ("record 2", TOO_LARGE), ("long.warc, record 3", text(3))],
        ),
    ],
)
def test_whatever_its_size_a_file_takes_no_more_memory_than_documents_do(
    tmp_path: Path, name: str, content: bytes, found: list[tuple[str, str]]
) -> None:
    (tmp_path / name).write_bytes(content)
    del content

    tracemalloc.start()
    try:
        assert read(tmp_path / name) == found
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    # The readers' own code takes up to 15 MB when it is loaded first.
    assert peak < 15_000_000 + 5 * LIMIT


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        (
            "cut.txt.gz",
            gzip.compress(LEAD.encode() * 1_000)[:-9],
            [("ends", "its compression breaks off at byte 97000 of its content")],
        ),
        (
            "cut.jsonl.gz",
            gzip.compress(LINES.encode())[:-8],
            [
                ("cut.jsonl.gz, line 1", "One."),
                ("cut.jsonl.gz, line 2", "Two."),
                ("ends", "its compression breaks off at byte 34 of its content"),
            ],
        ),
        (
            "cut.warc.gz",
            packed(response(1), response(2))[:-50],
            [
                ("cut.warc.gz, record 1", text(1)),
                ("ends", "its compression breaks off at record 2, byte 1001 of its content"),
            ],
        ),
    ],
)
def test_a_compressed_file_that_breaks_off_gives_what_stands_before(
    tmp_path: Path, name: str, content: bytes, found: list[tuple[str, str]]
) -> None:
    (tmp_path / name).write_bytes(content)

    *before, (at, _) = read(tmp_path / name)

    assert [*before, (at, "")] == [*found[:-1], (found[-1][0], "")]


def test_a_folder_of_everything_is_loaded_and_what_is_not_is_told(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(LEAD)
    (folder / "b.html").write_bytes(markup(1))
    (folder / "c.jsonl").write_text(
        json.dumps({"text": FRENCH}) + "\n{}\n" + json.dumps({"text": FRENCH + " Oui."})
    )
    (folder / "d.warc.gz").write_bytes(
        packed(response(2), record(answer(b"", status="404 x")), response(3))[:-90]
    )
    steps: list[tuple[int, int]] = []

    def progressed(done: int, total: int) -> None:
        steps.append((done, total))

    report = load([str(folder)], store, Options(), Watcher(progressed=progressed))

    assert (report.documents, report.foreign) == (5, {"fr": 2})
    assert [(refused.position, refused.reason) for refused in report.refused] == [
        ("line 2", "has no text and no html"),
        ("record 3, byte 1122 of its content", "its compression breaks off"),
    ]
    assert report.passed_over == {(f"{folder}/d.warc.gz", "answers with status 404"): 1}
    assert steps[-1] == (7, 7)


def test_a_page_that_has_changed_around_its_text_is_as_it_was(tmp_path: Path) -> None:
    articles: list[Article] = []
    for advertisement in (b"Buy bread", b"Buy more bread"):
        path = tmp_path / "a.html"
        path.write_bytes(markup(1).replace(b"<body>", b"<body><aside>" + advertisement + b"</aside>"))
        (found,) = read_articles(Source(name="a", path=path), Reading(limit=LIMIT))
        assert isinstance(found, Read)
        articles.append(found.article)

    first, second = (job_for(article, (), source="a", base="https://x.example/") for article in articles)

    assert first.article.page_hash != second.article.page_hash
    assert first.digest == second.digest


def test_a_share_of_refused_lines_stops_a_load_once_there_are_enough(store: Store, tmp_path: Path) -> None:
    bad, good = '{"text": 7}\n', '{"text": "Nothing happened."}\n'
    (tmp_path / "few.jsonl").write_text(bad + good * 3)
    (tmp_path / "many.jsonl").write_text(bad * 600 + good)

    few = load([str(tmp_path / "few.jsonl")], store, Options(max_refused=0.5), Watcher())
    many = load([str(tmp_path / "many.jsonl")], store, Options(max_refused=0.5), Watcher())

    assert (few.stopped, len(few.refused), few.documents) == (False, 1, 1)
    assert (many.stopped, len(many.refused), many.documents) == (True, 501, 0)


def test_a_web_page_is_extracted_and_loaded_on_the_command_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.html").write_bytes(markup(1))
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": LEAD}) + "\n{}\n" + json.dumps({"text": FRENCH}))

    assert run(["extract", str(tmp_path / "a.html"), "--published", "2024-12-03"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert run(["extract", str(tmp_path / "b.jsonl")]) == 3
    lines = capsys.readouterr()
    assert run(["load", str(tmp_path / "b.jsonl"), "--store", str(folder), "--format", "jsonl"]) == 3
    loaded = capsys.readouterr()

    assert (page["article"]["text"], page["article"]["published"]) == (text(1), "2024-12-03")
    assert page["claims"][0]["evidence"]["text"] in text(1)
    assert [json.loads(line)["article"]["text"] for line in lines.out.splitlines()] == [LEAD, FRENCH]
    assert lines.err.splitlines() == [
        f"casus: warning: {tmp_path}/b.jsonl, line 1: no date of publication",
        f"casus: refused {tmp_path}/b.jsonl: has no text and no html at line 2",
        f"casus: warning: {tmp_path}/b.jsonl, line 3: no date of publication",
    ]
    assert loaded.out.endswith(
        "; 0 unchanged, 0 replaced, 1 refused; 1 not in English, so without claims (1 fr)\n"
    )
