"""Files in zip archives, as a load reads them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from loaders.errors import Refused
from service.archives import parts
from service.documents import Reading, read_articles
from service.ingest import Options, Watcher, load
from service.sidecar import Metadata
from service.sources import Source
from tests.loaders.sources.conftest import file_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from service.ingest import Report
    from service.store import Store

    Casus = Callable[..., tuple[int, str, str]]

TEXT = "Le communiqué numéro {} annonce la prise du village de Zubrivka par les forces armées."
MEGABYTE = 1_000_000


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Makes a zip archive of files by name."""

    def made(files: dict[str, bytes], name: str = "a.zip") -> Path:
        path = tmp_path / name
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for member, content in files.items():
                archive.writestr(member, content)
        return path

    return made


def loaded(path: Path, store: Store, options: Options | None = None) -> Report:
    return load([str(path)], store, options or Options(), Watcher())


def refusals(report: Report, path: Path) -> list[tuple[str, str]]:
    return [(one.source.removeprefix(str(path)), one.reason) for one in report.refused]


def test_an_archive_is_loaded_as_its_files_would_be_from_a_folder(
    make: Callable[..., Path], store: Store, tmp_path: Path
) -> None:
    files = {
        "b/one.txt": TEXT.format(1).encode(),
        "a.jsonl": b"".join(json.dumps({"text": TEXT.format(n)}).encode() + b"\n" for n in (2, 3)),
        "acled.csv": file_of("acled").read_bytes(),
        "packed.txt.gz": gzip.compress(TEXT.format(4).encode()),
    }
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)

    lies = loaded(make(files), store)
    again = loaded(folder, store)

    assert (lies.refused, again.refused, again.documents, again.unchanged) == ([], [], 0, lies.documents)
    assert lies.documents > 4


def test_what_nobody_wrote_into_an_archive_is_passed_over(make: Callable[..., Path]) -> None:
    path = make(
        {"z.txt": b"z", "a/": b"", "a/b.txt": b"b", ".c": b"c", "__MACOSX/._z.txt": b"", "z.meta.json": b"{}"}
    )

    found = [part.name for part in parts(Source(name="a.zip", path=path))]

    assert found == ["a.zip/a/b.txt", "a.zip/z.txt"]


def test_an_archive_that_is_held_as_it_is_is_not_opened_again(
    make: Callable[..., Path], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make({"1.txt": TEXT.format(1).encode(), "2.txt": TEXT.format(2).encode()})
    first = loaded(path, store)

    def opened_again(_: Source) -> None:
        pytest.fail("it was opened again")

    monkeypatch.setattr("service.ingest.scanning.parts", opened_again)

    again = loaded(path, store)

    assert (first.documents, again.documents, again.unchanged) == (2, 0, 2)


def test_a_broken_file_of_an_archive_is_refused_alone(make: Callable[..., Path], store: Store) -> None:
    path = make({name: TEXT.format(name).encode() * 20 for name in ("1.txt", "2.txt", "3.txt")})
    content = bytearray(path.read_bytes())
    content[content.index(b"2.txt") + 40] ^= 0xFF
    path.write_bytes(content)

    report = loaded(path, store)

    assert report.documents == 2
    ((name, reason),) = refusals(report, path)
    assert (name, reason.partition(": ")[0]) == ("/2.txt", "cannot be unpacked")


@pytest.mark.parametrize(
    ("files", "name", "reason"),
    [
        ({}, "", "holds no file"),
        ({"big.txt": b"a" * 3_000}, "/big.txt", "larger than 2,000 bytes (CASUS_MAX_DOCUMENT)"),
        ({"inner.zip": b"PK\x03\x04\x00\xff"}, "/inner.zip", "is binary: zero"),
        ({"bomb.txt": bytes(150 * MEGABYTE)}, "", "unpacks to more than 200 times its size"),
    ],
    ids=["empty", "too large", "an archive within", "a bomb"],
)
def test_what_cannot_be_read_of_an_archive_is_refused(
    make: Callable[..., Path], store: Store, files: dict[str, bytes], name: str, reason: str
) -> None:
    path = make(files)
    if not files:
        path.write_bytes(b"PK\x03\x04" + path.read_bytes())

    report = loaded(path, store, Options(max_document=2_000))

    assert (report.documents, refusals(report, path)) == (0, [(name, reason)])


def test_an_archive_that_breaks_off_is_refused(make: Callable[..., Path], store: Store) -> None:
    path = make({"1.txt": TEXT.format(1).encode() * 100})
    path.write_bytes(path.read_bytes()[:60])

    report = loaded(path, store)

    assert refusals(report, path) == [("", "is no archive that can be read: File is not a zip file")]


def test_an_encrypted_file_is_refused_alone(make: Callable[..., Path]) -> None:
    path = make({"1.txt": b"one"})
    (part,) = parts(Source(name="a.zip", path=path))
    assert part.member is not None
    part.member.flag_bits |= 1

    with pytest.raises(Refused, match=r"a\.zip/1\.txt: is encrypted"):
        next(read_articles(part, Reading(limit=10)))


def test_an_address_is_not_that_of_several_files(make: Callable[..., Path], store: Store) -> None:
    path = make({"1.txt": TEXT.format(1).encode()})

    report = loaded(path, store, Options(metadata=Metadata(url="https://news.example/1")))

    assert refusals(report, path) == [("/1.txt", "holds many articles: one address is not theirs")]


def test_the_files_of_an_archive_are_printed_a_line_each(make: Callable[..., Path], casus: Casus) -> None:
    code, printed, complaints = casus(
        "extract",
        make({"1.txt": TEXT.format(1).encode(), "2.txt": TEXT.format(2).encode(), "3.txt": b"\xff"}),
    )

    assert (code, [json.loads(line)["article"]["text"] for line in printed.splitlines()]) == (
        3,
        [TEXT.format(1), TEXT.format(2)],
    )
    assert "a.zip/3.txt" in complaints
