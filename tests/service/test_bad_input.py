"""What `casus load` makes of documents that it cannot read, and of some that it can."""

from __future__ import annotations

import io
import json
import os
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from service.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Load = Callable[..., tuple[int, str, list[str]]]

GOOD = "Dec. 3, 2024\n\nRussia fired 12 missiles at Kyiv, the Ukrainian Air Force said."
FRENCH = "Le ministère annonce que rien ne s'est passé dans le village de Zubrivka hier."
NOTHING = "0 documents, 0 claims, 0 quads; 0 unchanged, 0 replaced, 1 refused\n"


@pytest.fixture
def load(folder: Path, capsys: pytest.CaptureFixture[str]) -> Load:
    """Runs `casus load` on a new store; gives its exit code, what it printed, and what it complained of."""

    def loaded(*arguments: object) -> tuple[int, str, list[str]]:
        code = run(["load", *map(str, arguments), "--store", str(folder)])
        printed = capsys.readouterr()
        return code, printed.out, [line.removeprefix("casus: ") for line in printed.err.splitlines()]

    return loaded


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary"),
        (b"Seventeen bytes, \xff and more", "byte 17"),
        ("Министерство".encode("cp1251"), "byte 0"),
    ],
)
def test_a_file_that_is_no_text_is_refused(load: Load, tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "bad.txt").write_bytes(content)

    code, printed, (complaint,) = load(tmp_path / "bad.txt")

    assert (code, printed) == (1, NOTHING)
    assert complaint.startswith(f"refused {tmp_path}/bad.txt: ")
    assert reason in complaint


def test_another_encoding_is_read_when_it_is_named(load: Load, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(
        "Министерство сообщило, что войска вошли в село Зубривка.".encode("cp1251")
    )

    code, printed, _ = load(tmp_path / "a.txt", "--encoding", "cp1251")

    assert code == 0
    assert printed.startswith("1 documents, 0 claims, ")


def test_a_missing_path_is_refused(load: Load, tmp_path: Path) -> None:
    assert load(tmp_path / "none.txt") == (
        1,
        NOTHING,
        [f"refused {tmp_path}/none.txt: No such file or directory"],
    )


def test_a_path_through_a_file_is_refused(load: Load, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(GOOD)

    assert load(tmp_path / "file" / "a.txt") == (
        1,
        NOTHING,
        [f"refused {tmp_path}/file/a.txt: Not a directory"],
    )


def test_an_unreadable_file_is_refused(load: Load) -> None:
    # Nobody may read this file from its start, not even root.
    assert load("/proc/self/mem") == (1, NOTHING, ["refused /proc/self/mem: Input/output error"])


def test_a_folder_that_cannot_be_listed_is_refused(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in" / "closed").mkdir(parents=True)
    (tmp_path / "in" / "open.txt").write_text(FRENCH)
    listed = type(tmp_path).iterdir

    def iterdir(folder: Path) -> Iterator[Path]:
        if folder.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr("pathlib.Path.iterdir", iterdir)
    code, _, complaints = load(tmp_path / "in")

    assert (code, complaints[0]) == (3, f"refused {tmp_path}/in/closed: Permission denied")


def test_a_pipe_in_a_folder_does_not_hold_the_load_up(load: Load, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe")

    assert load(tmp_path / "in") == (1, NOTHING, [f"refused {tmp_path}/in/pipe: not a regular file"])


def read_anyway(*_: object) -> bytes:
    pytest.fail("it was read")


def test_too_large_a_file_is_refused_unread(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASUS_MAX_DOCUMENT", "1000")
    (tmp_path / "a.txt").write_text("x" * 1001)

    monkeypatch.setattr("loaders.containers.text.whole", read_anyway)

    assert load(tmp_path / "a.txt") == (
        1,
        NOTHING,
        [f"refused {tmp_path}/a.txt: larger than 1,000 bytes (CASUS_MAX_DOCUMENT)"],
    )


def test_too_large_an_input_is_refused(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASUS_MAX_DOCUMENT", "1000")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"x" * 1001)))

    assert load("-") == (
        1,
        NOTHING,
        ["refused standard input: larger than 1,000 bytes (CASUS_MAX_DOCUMENT)"],
    )


def test_standard_input_is_a_document(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(FRENCH.encode())))

    code, printed, _ = load("-", "--published", "2024-12-03")

    assert (code, printed[:21]) == (0, "1 documents, 0 claims")


def test_an_article_without_a_date_is_loaded_with_a_warning(load: Load, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Russia fired 12 missiles at Kyiv, the Ukrainian Air Force said.")

    code, printed, complaints = load(tmp_path / "a.txt")

    assert (code, printed[:12]) == (0, "1 documents,")
    assert complaints == [f"warning: {tmp_path}/a.txt: no date of publication"]


def test_an_article_from_the_future_is_loaded_with_a_warning(load: Load, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Russia fired 12 missiles at Kyiv, the Ukrainian Air Force said.")
    future = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()

    code, printed, complaints = load(tmp_path / "a.txt", "--published", future)

    assert (code, printed[:12]) == (0, "1 documents,")
    assert complaints == [f"warning: {tmp_path}/a.txt: published in the future: {future}"]


def test_an_article_that_claims_nothing_is_loaded(load: Load, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Dec. 3, 2024\n\nThe museum of Zubrivka opens at ten and closes at six.")

    code, printed, complaints = load(tmp_path / "a.txt")

    assert (code, printed[:23], complaints) == (0, "1 documents, 0 claims, ", [])


def test_a_folder_with_bad_files_loads_the_good_ones_and_names_the_bad(load: Load, tmp_path: Path) -> None:
    documents, rejects = tmp_path / "in", tmp_path / "rejects.jsonl"
    (documents / "inner").mkdir(parents=True)
    (documents / "a.txt").write_bytes(b"Seventeen bytes, \xff")
    (documents / "b.txt").write_text(FRENCH)
    (documents / "inner" / "c").write_text(FRENCH + " C.")
    (documents / "inner" / "d.txt").write_bytes(b"")
    (documents / ".hidden").write_bytes(b"\xff")

    code, printed, complaints = load(documents, "--rejects", rejects)

    assert code == 3
    assert printed.startswith("2 documents, 0 claims, ")
    assert printed.endswith(
        "; 0 unchanged, 0 replaced, 2 refused; 2 not in English, so without claims (2 fr)\n"
    )
    assert [complaint.split(":")[0] for complaint in complaints if "warning" not in complaint] == [
        f"refused {documents}/a.txt",
        f"refused {documents}/inner/d.txt",
    ]
    told = [json.loads(line) for line in rejects.read_text().splitlines()]
    assert [(line["source"], line["position"]) for line in told] == [
        (f"{documents}/a.txt", "byte 17"),
        (f"{documents}/inner/d.txt", None),
    ]
    assert [set(line) for line in told] == [{"source", "position", "reason"}] * 2


def test_a_load_stops_when_too_large_a_share_is_refused(load: Load, tmp_path: Path) -> None:
    documents = tmp_path / "in"
    documents.mkdir()
    (documents / "a.txt").write_text(FRENCH)
    for name in "bcd":
        (documents / f"{name}.txt").write_bytes(b"")
    (documents / "e.txt").write_text(FRENCH + " E.")

    stopped = load(documents, "--max-refused", "0.4")
    went_on = load(documents, "--max-refused", "0.6")

    assert (stopped[0], stopped[2][-1]) == (1, "stopped: too large a share was refused")
    assert stopped[1].startswith("1 documents,")
    assert went_on[0] == 3
    assert "; 1 unchanged, 0 replaced, 3 refused; 1 not in English" in went_on[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--published", "yesterday"], "'yesterday' is no ISO 8601 date or time"),
        (["--published", "2024-13-01"], "no ISO 8601 date"),
        (["--published", "2024-12-03T25:00"], "no ISO 8601 date"),
        (["--url", "news.example/a"], "no http or https address"),
        (["--encoding", "klingon"], "unknown encoding"),
        (["--encoding", "hex"], "not a text encoding"),
        (["--format", "pdf"], "'pdf' is none of auto, text, html, feed, jsonl, warc"),
        (["--workers", "0"], "greater than or equal to 1"),
        (["--max-refused", "2"], "less than or equal to 1"),
        (["--rejects", "/nowhere/rejects"], "No such file or directory"),
        (["b.txt", "--url", "https://news.example/a"], "--url is the address of one document"),
        (["--frobnicate"], "No such option"),
    ],
)
def test_wrong_usage_does_nothing_and_is_told(
    load: Load, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "a.txt").write_text(GOOD)

    code, printed, complaints = load(tmp_path / "a.txt", *arguments)

    assert (code, printed) == (2, "")
    assert message in " ".join(" ".join(complaints).replace("│", " ").split())


def test_a_setting_that_does_not_fit_is_wrong_usage(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASUS_MAX_DOCUMENT", "many")

    code, _, (complaint,) = load("a.txt")

    assert code == 2
    assert complaint.startswith("CASUS_MAX_DOCUMENT: Input should be a valid integer")
