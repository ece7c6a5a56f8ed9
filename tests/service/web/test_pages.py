"""The pages: as they are sent, and as a browser shows them."""

from __future__ import annotations

import shutil
import socket
from threading import Thread
from typing import TYPE_CHECKING

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from service.app import create_app
from service.pages import routes
from service.pages.views import quote, web_address
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Page
    from starlette.testclient import TestClient

    from service.store import Store

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Without these a browser looks for its maker's servers at every start.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BROWSER = {"accept": "text/html,*/*;q=0.8"}
ARTICLE = "92b75cb7a94fe610-c3346e8c4364"


@pytest.fixture(scope="module")
def address(store: Store) -> Generator[str]:
    """Serve the store on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(create_app(store, Settings(readers=1)), log_level="error"))
        thread = Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser_page(address: str) -> Generator[tuple[Page, list[str]]]:
    """A page of a real browser at the start page, and what went wrong or left the machine."""
    trouble: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "request",
            lambda request: None if request.url.startswith(address) else trouble.append(request.url),
        )
        yield page, trouble
        browser.close()


def test_a_question_is_answered_with_the_words_behind_each_claim(
    browser_page: tuple[Page, list[str]], address: str
) -> None:
    page, trouble = browser_page
    page.goto(address)

    page.get_by_label("Ask about troops").fill("who said what about North Korean troops")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results")

    cards = page.locator(".card").all()
    assert [card.locator(".badge").inner_text() for card in cards] == ["claimed", "denied or not observed"]
    assert [card.locator("mark").inner_text() for card in cards] == [
        "North Korean forces had taken losses in Kursk Oblast, some 60 men",
        "had not seen the DPRK engaging in combat",
    ]
    assert cards[1].locator(".who").inner_text() == "Pat Ryder → reported by Ukrinform said on 2 Dec 2024"
    assert trouble == []


def test_a_row_leads_to_its_claim_and_its_article(browser_page: tuple[Page, list[str]], address: str) -> None:
    page, trouble = browser_page
    page.goto(f"{address}/?q=DPRK+losses")

    page.locator(".card .type").first.click()
    page.wait_for_selector(".item")
    facts = page.locator(".item dl").first.inner_text().split("\n")
    page.locator(".source a").first.click()
    page.wait_for_selector(".card")

    assert facts == [
        "Victims",
        "North Korea",
        "Outcome",
        "losses",
        "How many",
        "about 60",
        "Where",
        "Kursk Oblast",
        "When",
        "1\u20136 Nov 2024",
    ]
    assert page.url == f"{address}/articles/{ARTICLE}"
    assert page.locator("h1").inner_text() == "Pentagon has not seen DPRK soldiers fight"
    assert trouble == []


def test_a_catalogued_query_is_run_in_the_page(browser_page: tuple[Page, list[str]], address: str) -> None:
    page, trouble = browser_page
    page.goto(address)

    page.get_by_label("A question from the catalogue").select_option("casualty-figures")
    page.get_by_label("victim").fill("PRK")
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("table")

    head = page.locator("th").all_inner_texts()
    row = dict(zip(head, page.locator("tbody td").all_inner_texts(), strict=True))
    assert (row["speaker"], row["low"], row["high"], row["where"]) == (
        "Volodymyr Zelenskyy",
        "60",
        "60",
        "Kursk Oblast",
    )
    assert page.locator("#state").inner_text() == "1 row"
    assert trouble == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("ASK {}", "Yes"),
        ("CONSTRUCT { <a> casus:n 1 } {}", "casus:n 1"),
        ("SELECT (1 AS ?x) {}", "x"),
    ],
)
def test_an_own_query_is_run_in_the_page(
    browser_page: tuple[Page, list[str]], address: str, query: str, shown: str
) -> None:
    page, _ = browser_page
    page.goto(address)

    page.locator("#query").fill(query)
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#table:not([hidden])")

    assert shown in page.locator("#table").inner_text()


def test_an_address_that_names_a_catalogued_query_runs_it(
    browser_page: tuple[Page, list[str]], address: str
) -> None:
    page, _ = browser_page

    page.goto(f"{address}/api/v1/queries/casualty-figures/results?victim=PRK")
    page.wait_for_selector("#table:not([hidden])")

    assert page.url == f"{address}/?ask=casualty-figures&victim=PRK#sparql"
    assert page.locator("#parameter-victim").input_value() == "PRK"
    assert page.locator("#state").inner_text() == "1 row"


def test_a_mistake_in_a_query_is_told_with_its_place(
    browser_page: tuple[Page, list[str]], address: str
) -> None:
    page, trouble = browser_page
    page.goto(address)

    page.locator("#query").fill("SELECT * WHERE {\n ?s ?p")
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#state.bad")

    assert "(line 2, column 7)" in page.locator("#state").inner_text()
    trouble.clear()


def test_the_start_page_works_on_a_narrow_screen(browser_page: tuple[Page, list[str]], address: str) -> None:
    page, _ = browser_page
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{address}/?q=North+Korean+troops")

    width = page.evaluate("document.documentElement.scrollWidth")

    page.set_viewport_size({"width": 1100, "height": 800})
    assert width == 360


def test_a_form_without_script_asks_and_queries(client: TestClient) -> None:
    asked = client.get("/", params={"q": "DPRK losses"}, headers=BROWSER)
    queried = client.get("/sparql", params={"query": "ASK {}", "format": "json"}, headers=BROWSER)

    assert "some 60 men</mark>" in asked.text
    assert queried.json()["boolean"] is True


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "3 claims in 3 statements of 3 articles"),
        ("who said what", "The newest claims"),
        ("zebra", "Nothing comes close either"),
        ("zebra missile", "In part"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_the_start_page_tells_what_was_found(client: TestClient, question: str, told: str) -> None:
    answer = client.get("/", params={"q": question})

    assert told in answer.text
    assert "<script>" not in answer.text


def test_a_page_that_is_full_does_not_tell_how_many_claims_fit(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST_HITS", 2)

    answer = client.get("/", params={"q": "North Korea"})

    assert "The best 2 claims about" in answer.text


def test_an_article_without_claims_says_so(client: TestClient) -> None:
    answer = client.get("/articles/948e3171836e0030-07909194f7a6")

    assert "No claim was found in it." in answer.text
    assert "date not said" in answer.text


@pytest.mark.parametrize("path", ["/claims/none", "/articles/none", "/nowhere", "/id/none"])
def test_a_browser_gets_a_page_where_nothing_is(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=BROWSER)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Back to the start page" in answer.text


def test_every_page_is_bound_to_this_service(client: TestClient) -> None:
    for path in ("/", "/docs", "/ontology", "/static/casus.css"):
        policy = client.get(path, headers=BROWSER).headers["content-security-policy"]
        assert policy.startswith(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
        )


def test_the_documentation_lists_every_operation(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    page = client.get("/docs").text

    told = [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]
    assert [place for place in told if f"<code>{place}</code></h3>" not in page] == []


@pytest.mark.parametrize(
    ("prefix", "suffix", "before", "after"),
    [
        ("", "", "", ""),
        (
            "rted that the men of the second ",
            " on Monday, the spokesman added i",
            "…that the men of the second ",
            " on Monday, the spokesman added…",
        ),
        ("line before\nHe said ", ".\nNext line", "He said ", "."),
        ("unbroken", "unbroken", "unbroken", "unbroken"),
    ],
)
def test_the_words_around_a_quote_are_whole_and_of_its_line(
    prefix: str, suffix: str, before: str, after: str
) -> None:
    told = quote({"evidence": {"text": "x"}}, {"prefix": prefix, "suffix": suffix})

    assert (told.before, told.after) == (before, after)


def test_only_web_addresses_become_links() -> None:
    assert [web_address(url) for url in ("https://a.example", "javascript:alert(1)", None)] == [
        "https://a.example",
        None,
        None,
    ]
