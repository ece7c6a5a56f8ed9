"""The command line, from its arguments to what it prints."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx2
import pytest

from loaders.extract.parser import language_model
from service.cli import COMMANDS, main
from service.validation import Violation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from service.store import View

    Casus = Callable[..., tuple[int, str, str]]

STRIKE = "Dec. 3, 2024\n\nRussia fired {} missiles at Kyiv, the Ukrainian Air Force said."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(STRIKE.format(12))
    return path


def test_help_names_every_command(casus: Casus) -> None:
    code, printed, _ = casus("--help")

    assert code == 0
    assert [name for name in COMMANDS if not re.search(rf"\b{name}\b", printed)] == []


@pytest.mark.parametrize("arguments", [[], ["frob"], ["withdraw", "x"]])
def test_an_unfinished_command_is_wrong_usage(casus: Casus, arguments: list[str]) -> None:
    assert casus(*arguments)[0] == 2


def test_the_process_leaves_with_the_command_s_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["casus", "stats", "--store", "/nowhere/store"])

    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code == 1


def test_an_extraction_is_printed_to_be_read_and_nothing_is_stored(casus: Casus, article: Path) -> None:
    code, printed, complaints = casus("extract", article, "--publisher", "Daily Zubr", "--explain")

    told = json.loads(printed)
    assert (code, complaints) == (0, "")
    assert printed.startswith('{\n  "article": {\n')
    assert list(told) == ["article", "statements", "claims"]
    assert (told["article"]["publisher"], told["article"]["published"]) == ("Daily Zubr", "2024-12-03")
    assert {"zone", "rules"} <= set(told["claims"][0])
    assert casus("stats")[1].splitlines()[1] == "changes: 0"


def test_several_extractions_are_printed_a_line_each(casus: Casus, article: Path) -> None:
    (article.parent / "b.txt").write_text("Russia fired 3 missiles at Kyiv, the Ukrainian Air Force said.")
    (article.parent / "c.txt").write_bytes(b"")

    code, printed, complaints = casus("extract", article.parent / "b.txt", article, article.parent / "c.txt")

    assert code == 3
    assert [json.loads(line)["article"]["published"] for line in printed.splitlines()] == [None, "2024-12-03"]
    assert [line.split(":")[1].split()[0] for line in complaints.splitlines()] == ["warning", "refused"]


def test_one_extraction_is_a_line_when_that_is_asked_for(casus: Casus, article: Path) -> None:
    assert len(casus("extract", article, "--jsonl")[1].splitlines()) == 1


def test_an_extraction_of_nothing_readable_fails(casus: Casus, tmp_path: Path) -> None:
    code, printed, complaints = casus("extract", tmp_path / "none.txt")

    assert (code, printed) == (1, "")
    assert complaints == f"casus: refused {tmp_path}/none.txt: No such file or directory\n"


def test_a_new_store_with_the_default_base_warns_once(casus: Casus, article: Path, tmp_path: Path) -> None:
    first, second = (casus("load", article, "--store", tmp_path / "new")[2] for _ in range(2))

    assert "warning: this new store's IRIs begin with https://w3id.org/casus/id/ for good" in first
    assert second == ""


def test_another_base_than_the_store_s_is_refused(
    casus: Casus, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASUS_BASE_IRI", "https://other.example/")

    code, printed, complaints = casus("load", article)

    assert (code, printed) == (1, "")
    assert complaints == (
        "casus: the store was made with the base https://kalvenia.example/id/, not https://other.example/\n"
    )


def test_a_withdrawn_article_is_gone_and_cannot_be_withdrawn_again(casus: Casus, article: Path) -> None:
    casus("load", article, "--url", "https://news.example/a")

    first = casus("withdraw", "https://news.example/a", "--reason", "retracted")
    again = casus("withdraw", "https://news.example/a", "--reason", "retracted")

    assert first[0] == 0
    assert re.fullmatch(r"withdrew https://kalvenia\.example/id/article/\S+ \(change 2\)\n", first[1])
    assert again[:2] == (1, "")
    assert re.fullmatch(r"casus: https://news\.example/a was withdrawn on \S+: retracted\n", again[2])


def test_nothing_is_withdrawn_from_no_store(casus: Casus, tmp_path: Path) -> None:
    code, _, complaints = casus(
        "withdraw", "https://x.example/", "--reason", "r", "--store", tmp_path / "none"
    )

    assert (code, complaints) == (1, f"casus: there is no store in {tmp_path}/none\n")
    assert not (tmp_path / "none").exists()


def test_a_store_in_order_conforms(casus: Casus, article: Path) -> None:
    casus("load", article)

    assert casus("validate") == (0, "conforms\n", "")


def one_violation(_: View) -> list[Violation]:
    return [Violation(node="https://x.example/s", path=None, message="a blank node")]


def test_a_store_out_of_order_does_not(casus: Casus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.cli.validate.violations", one_violation)

    assert casus("validate") == (1, "https://x.example/s  a blank node\n1 violations\n", "")


SELECT = "SELECT ?x ?y WHERE { VALUES (?x ?y) { (1 'a') (UNDEF <https://x.example/>) } } ORDER BY ?x"
JSON_ROWS = [
    {"y": {"type": "uri", "value": "https://x.example/"}},
    {
        "x": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        "y": {"type": "literal", "value": "a"},
    },
]


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        (tmp_path / "q.rq").write_text(text)
        return tmp_path / "q.rq"

    return written


def test_rows_are_printed_as_asked_for(casus: Casus, asked: Callable[[str], Path]) -> None:
    query = asked(SELECT)

    assert casus("query", query, "--as", "csv") == (0, "x,y\r\n,https://x.example/\r\n1,a\r\n", "")
    assert casus("query", query, "--as", "tsv")[1] == '?x\t?y\n\t<https://x.example/>\n1\t"a"\n'
    assert json.loads(casus("query", query, "--as", "json")[1])["results"]["bindings"] == JSON_ROWS
    assert casus("query", query, "--as", "xml")[1].startswith('<?xml version="1.0"?><sparql')
    assert [line.split() for line in casus("query", query)[1].splitlines()[1:]] == [
        ["┃", "x", "┃", "y", "┃"],
        ["┡━━━╇━━━━━━━━━━━━━━━━━━━━┩"],
        ["│", "│", "https://x.example/", "│"],
        ["│", "1", "│", "a", "│"],
        ["└───┴────────────────────┘"],
    ]


def test_an_answer_or_a_graph_is_printed_plainly(casus: Casus, asked: Callable[[str], Path]) -> None:
    assert casus("query", asked("ASK { }"))[1] == "true\n"
    assert json.loads(casus("query", asked("ASK { }"), "--as", "json")[1])["boolean"] is True
    assert casus("query", asked("CONSTRUCT { <a:s> <a:p> 1 } WHERE { }"))[1] == "<a:s> <a:p> 1 .\n"


def test_a_catalogued_query_is_asked_by_its_name(casus: Casus) -> None:
    code, printed, _ = casus("query", "casualty-figures", "--as", "csv")

    assert code == 0
    assert len(printed.splitlines()) == 1


def test_a_file_with_a_header_takes_parameters(casus: Casus, asked: Callable[[str], Path]) -> None:
    header = "#+ summary: S\n#+ description: D\n#+ parameters:\n#+   x: {kind: integer, description: P}\n"
    query = asked(header + "#+ columns:\n#+   x: X\nSELECT ?x WHERE { VALUES ?x { UNDEF } }\n")

    assert casus("query", query, "--param", "x=7", "--as", "csv")[1] == "x\r\n7\r\n"


@pytest.mark.parametrize(
    ("text", "arguments", "message"),
    [
        ("SELECT", [], "error at"),
        (SELECT, ["--param", "x=1"], "declares no parameters"),
        (SELECT, ["--param", "x"], "--param x: write it as name=value"),
        ("#+ a\nSELECT * {}", [], "q.rq"),
    ],
)
def test_a_query_that_cannot_be_asked_is_wrong_usage(
    casus: Casus, asked: Callable[[str], Path], text: str, arguments: list[str], message: str
) -> None:
    code, printed, complaints = casus("query", asked(text), *arguments)

    assert (code, printed) == (2, "")
    assert message in complaints


def test_a_query_of_ones_own_need_not_declare_the_namespaces(casus: Casus, tmp_path: Path) -> None:
    mine = tmp_path / "mine.rq"
    mine.write_text("SELECT (COUNT(*) AS ?n) { ?c a casus:Claim }", encoding="utf-8")

    code, printed, _ = casus("query", mine, "--as", "csv")

    assert (code, printed.split()) == (0, ["n", "0"])


def test_a_search_is_left_to_the_server(casus: Casus, tmp_path: Path) -> None:
    mine = tmp_path / "mine.rq"
    mine.write_text('SELECT * { ?c casus:matches "drones" }', encoding="utf-8")

    code, printed, complained = casus("query", mine)

    assert (code, printed) == (2, "")
    assert "casus:matches is answered by `casus serve` alone, at /sparql" in complained


def test_an_unknown_query_names_those_that_are_spelt_like_it(casus: Casus) -> None:
    code, _, complaints = casus("query", "casualty-figure")

    assert code == 2
    assert "neither a readable file nor a query of the catalogue" in complaints
    assert "did you mean casualty-figures" in complaints


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        ("victim=a b", "parameter 'victim': 'a b' is neither an absolute IRI nor an id of actor"),
        ("victim=https://e.org/> } DROP ALL #", "parameter 'victim'"),
        ("victms=PRK", "unknown parameter 'victms'; the query declares: victim, place"),
    ],
)
def test_a_parameter_that_is_none_is_named(casus: Casus, parameter: str, message: str) -> None:
    code, printed, complaints = casus("query", "casualty-figures", "--param", parameter)

    assert (code, printed) == (2, "")
    assert message in " ".join(complaints.split())


def test_without_a_name_the_catalogue_is_listed_by_group(casus: Casus) -> None:
    code, printed, _ = casus("query")

    assert code == 0
    assert (
        "  casualty-figures\n"
        "    Who has put a number on an actor's casualties, and how the number moved\n"
        "    [victim=PRK] [place]\n"
    ) in printed.partition("casualties\n")[2].partition("\ndenials\n")[0]


def test_rows_too_wide_for_a_table_are_printed_as_records(casus: Casus, asked: Callable[[str], Path]) -> None:
    words = "seen near the river " * 8
    iris = "<https://kalvenia.example/id/claim/1> UNDEF", "<https://w3id.org/casus/concept/weapon/uav>"
    query = asked(
        f"SELECT * WHERE {{ VALUES (?claim ?none ?evidence ?weapon) {{ ({iris[0]} '{words}' {iris[1]}) }} }}"
    )

    assert casus("query", query)[1].splitlines() == [
        "── 1 ".ljust(100, "─"),
        "claim     claim/1",
        "evidence  " + "seen near the river " * 4 + "seen near",
        "          the river" + " seen near the river" * 3,
        "weapon    weapon/uav",
    ]


def test_an_answer_without_rows_says_so(casus: Casus, asked: Callable[[str], Path]) -> None:
    assert casus("query", asked("SELECT ?x WHERE { ?x ?x ?x FILTER(false) }"))[1] == "no rows\n"


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    """The address of a server on a new store."""
    command = [sys.executable, "-m", "service.cli", "serve", "--port", "0", "--store", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert not (folder / "socket").exists()


def test_a_load_beside_a_running_server_goes_through_it(
    casus: Casus, article: Path, folder: Path, server: str
) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", server)

    loaded = casus("load", article, "--url", "https://news.example/a")
    again = casus("load", article, "--url", "https://news.example/a")
    withdrawn = casus("withdraw", "https://news.example/a", "--reason", "r")

    assert loaded[:2] == (0, loaded[1])
    assert loaded[1].startswith("1 documents, ")
    assert again[1].startswith("0 documents, 0 claims, 0 quads; 1 unchanged")
    assert withdrawn[0] == 0
    assert casus("stats")[1].splitlines()[1] == "changes: 2"
    assert httpx2.get(f"{server}/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    assert (folder / "socket").exists()


def test_a_port_in_use_is_wrong_usage(casus: Casus, server: str, tmp_path: Path) -> None:
    port = server.rpartition(":")[2]

    code, _, complaints = casus("serve", "--port", port, "--store", tmp_path / "other")

    assert code == 2
    assert f"cannot listen on 127.0.0.1 port {port}: " in complaints


def test_two_servers_cannot_hold_one_store(casus: Casus, server: str) -> None:
    code, _, complaints = casus("serve", "--port", "0")

    assert server
    assert code == 1
    assert "is being written by another process" in complaints


def test_another_pipeline_parses_and_its_claims_are_another_run_s(
    casus: Casus, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    language_model().to_disk(tmp_path / "pipeline")
    casus("load", article)
    monkeypatch.setenv("CASUS_SPACY_MODEL", str(tmp_path / "pipeline"))

    told = json.loads(casus("extract", article)[1])
    first, second = (casus("load", article)[1] for _ in range(2))

    assert [claim["type"] for claim in told["claims"]] == ["armed_action"]
    assert re.search(r"0 unchanged, 1 replaced, 0 refused$", first.strip())
    assert re.search(r"1 unchanged, 0 replaced, 0 refused$", second.strip())


@pytest.mark.parametrize("command", ["extract", "load"])
def test_a_pipeline_that_is_not_installed_is_wrong_usage(
    casus: Casus, article: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("CASUS_SPACY_MODEL", "en_nowhere")

    assert casus(command, article) == (
        2,
        "",
        "casus: CASUS_SPACY_MODEL: no spaCy pipeline is installed under the name 'en_nowhere'\n",
    )
