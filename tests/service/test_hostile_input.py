"""Input that was made to do harm, in one folder with good files: refused or right, in bounded memory."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING, Final

from tests.loaders.containers.archives import answer, packed, record
from tests.loaders.sources.conftest import file_of

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPHS: Final = (
    "Le ministère annonce que {} obus sont tombés sur le village de Zubrivka pendant la nuit de lundi.",
    "Personne n'a été blessé, selon le gouverneur, mais le pont sur la rivière est fermé depuis hier soir.",
    "Le porte-parole de l'armée dit que ses troupes n'ont pas traversé la rivière et promet un rapport.",
)
MEGABYTE: Final = 1_000_000
MOST_MEMORY: Final = 250  # megabytes beyond what good files alone take; the hostile ones unpack to 1,000
MOST_TIME: Final = 300  # seconds, on a machine that is busy otherwise too


def story(number: int) -> str:
    """Return a text in French, which is stored without claims and so read at once."""
    return "\n\n".join(PARAGRAPHS).format(number)


def page(number: int) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story(number).split("\n\n"))
    return f"<!DOCTYPE html><html><body><article>{body}</article></body></html>".encode()


def bomb(piece: bytes, megabytes: int, *, head: bytes = b"") -> bytes:
    """Return what unpacks to so many megabytes of a piece behind a head."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = piece * (MEGABYTE // len(piece))
    return b"".join(
        [packing.compress(head), *(packing.compress(block) for _ in range(megabytes)), packing.flush()]
    )


def feed(declared: str, used: str) -> bytes:
    item = f"<item><title>Zubrivka</title><description>{used}</description></item>"
    return f"<!DOCTYPE rss [{declared}]><rss><channel>{item}</channel></rss>".encode()


def lines(*texts: str | bytes) -> bytes:
    found = (text if isinstance(text, bytes) else json.dumps({"text": text}).encode() for text in texts)
    return b"\n".join(found) + b"\n"


def table(*, mark: bytes = b"", delimiter: str = ",", drop: str | None = None, **cells: str) -> bytes:
    """Return an export of ACLED's layout whose columns stand the other way round, with a row changed."""
    rows = list(csv.DictReader(file_of("acled").read_text(encoding="utf-8").splitlines()))[:1]
    names = [name for name in reversed(list(rows[0])) if name != drop]
    written = io.StringIO()
    writer = csv.DictWriter(written, names, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**row, **cells} for row in rows)
    return mark + written.getvalue().encode()


BIG: Final = (
    b"<html><body><article>" + b"<p>Cinq soldats sont morts.</p>\n" * 1_600_000 + b"</article></body></html>"
)
LOLS: Final = '<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LARGER: Final = "larger than 20,000,000 bytes (CASUS_MAX_DOCUMENT)"
DEEP: Final = b"<table><tr><td>" * 10_000 + b"Zubrivka" + b"</td></tr></table>" * 10_000

# What each file holds, how many documents of it go in, and why the rest is refused.
HOSTILE: Final[dict[str, tuple[bytes, int, list[str]]]] = {
    "bomb.html.gz": (bomb(b"a", 150, head=b"<html><body>"), 0, [LARGER]),
    "bomb.txt.gz": (bomb(b"a", 150), 0, [LARGER]),
    "bomb.xml.gz": (bomb(b"a", 150, head=b"<rss>"), 0, [LARGER]),
    "bomb.jsonl.gz": (bomb(b"a", 150), 0, [LARGER, "unpacks to more than 200 times its size"]),
    "newlines.jsonl.gz": (bomb(b"\n", 100), 0, ["has more than 100,000 empty lines"]),
    "newlines.csv.gz": (
        bomb(b"\n", 100, head=table()), 1, ["has more than 100,000 empty lines"]
    ),
    "bomb.warc": (
        record(answer(page(1))) + record(answer(bomb(b"a", 150), Content_Encoding="gzip"))
        + record(answer(page(2)), url="https://news.example/2"),
        2, [LARGER],
    ),
    "cut.warc": (
        record(answer(page(3)), url="https://news.example/3") + record(answer(page(4)))[:-200], 1,
        ["breaks off after"],
    ),
    "cut.warc.gz": (
        packed(record(answer(page(5)), url="https://news.example/5"), record(answer(page(6))))[:-200],
        1, ["its compression breaks off"],
    ),
    "outside.xml": (
        feed('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"), 0, ["declares the entity 'x'"]
    ),
    "parameter.xml": (
        feed('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;', "y"), 0, ["declares the entity 'x'"]
    ),
    "lols.xml": (feed(LOLS, "&i;"), 0, ["declares the entity 'a': it is not read"]),
    "big.html": (BIG, 0, [LARGER]),
    "deep.html": (b"<html><body>" + DEEP + b"</body></html>", 0, ["more than 256 elements"]),
    "open.html": (b"<html><body>" + b"<table>" * 10_000 + b"Zubrivka", 0, ["more than 256 elements"]),
    "long.jsonl": (
        lines(story(7), b'{"text": "' + b"a " * 50_000_000 + b'"}', story(8)), 2, [LARGER]
    ),
    "encodings.jsonl": (
        lines(story(9), b'{"text": "' + "Министерство".encode("cp1251") + b'"}', story(10)), 2,
        ["invalid utf-8"],
    ),
    "wide.txt": (story(11).encode("utf-16"), 0, ["is UTF-16 or UTF-32; name its encoding to have it read"]),
    "cyrillic.txt": ("Министерство сообщило".encode("cp1251"), 0, ["invalid UTF-8"]),
    "mixed.txt": (story(12).encode() + "Министерство".encode("cp1251"), 0, ["invalid UTF-8"]),
    "marked.txt": (story(13).encode("utf-8-sig"), 1, []),
    "marked.csv": (table(mark=b"\xef\xbb\xbf", event_id_cnty="KAL1"), 1, []),
    "semicolons.csv": (table(delimiter=";", event_id_cnty="KAL2"), 1, []),
    "breaks.csv": (table(event_id_cnty="KAL3", notes='Shells fell.\n\n"Many", they said.\r\nMore,'), 1, []),
    "thousands.csv": (table(event_id_cnty="KAL4", fatalities="1,250"), 1, []),
    "words.csv": (table(event_id_cnty="KAL5", fatalities="many"), 0, ["fatalities: 'many'"]),
    "lacking.csv": (table(drop="event_date"), 0, ["the column 'event_date'"]),
    "mixed.csv": (table(event_id_cnty="KAL6", notes="X").replace(b"X", b"\xcc\xe8"), 0, ["invalid UTF-8"]),
}  # fmt: skip

COMMAND: Final = """
import resource, sys
from service.cli import run
code = run(["load", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
sys.exit(code)
"""


def loaded(documents: Path, store: Path, rejects: Path) -> tuple[int, str, int]:
    """Load a folder in a process of its own; give its exit code, its summary and its memory in megabytes."""
    command = [
        sys.executable,
        "-c",
        COMMAND,
        str(documents),
        "--store",
        str(store),
        "--rejects",
        str(rejects),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=MOST_TIME)
    summary, memory = ran.stdout.splitlines()
    return ran.returncode, summary, int(memory)


def test_hostile_files_are_refused_or_right_and_everything_else_goes_in(folder: Path, tmp_path: Path) -> None:
    good, hostile, rejects = tmp_path / "good", tmp_path / "hostile", tmp_path / "rejects.jsonl"
    for documents in (good, hostile):
        documents.mkdir()
        (documents / "a.txt").write_text(story(100), encoding="utf-8")
        (documents / "z.html").write_bytes(page(101))
    for name, (content, _, _) in HOSTILE.items():
        (hostile / name).write_bytes(content)

    _, _, usual = loaded(good, tmp_path / "other", rejects)
    code, summary, memory = loaded(hostile, folder, rejects)

    told = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    reasons = {
        name: [line["reason"] for line in told if line["source"] == str(hostile / name)] for name in HOSTILE
    }
    wrong = {
        name: (reasons[name], expected)
        for name, (_, _, expected) in HOSTILE.items()
        if len(reasons[name]) != len(expected)
        or not all(
            one.startswith(part) or part in one for one, part in zip(reasons[name], expected, strict=True)
        )
    }
    assert wrong == {}
    assert (code, summary.split(" documents")[0]) == (3, str(2 + sum(one for _, one, _ in HOSTILE.values())))
    assert memory < usual + MOST_MEMORY
