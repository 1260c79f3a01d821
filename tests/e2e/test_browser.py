"""A reporter's morning, in a real browser: ask, open the citation, search with filters, open a photograph.

Set SCREENSHOTS to a folder to keep what the pages looked like, wide and narrow.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from playwright.sync_api import Page, expect, sync_playwright

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUESTION = "How many people signed the petition to keep the ferry?"
WIDE, NARROW = 1280, 420
Keep = Callable[[str], None]


@pytest.fixture(scope="module")
def api(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served("serve", "/livez", "--data", str(sample_data), log=tmp_path_factory.mktemp("api") / "log") as url:
        yield url


@pytest.fixture(scope="module")
def ui(api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served("ui", "/_stcore/health", "--api", api, log=tmp_path_factory.mktemp("ui") / "log") as url:
        yield url


@contextmanager
def served(verb: str, health: str, *options: str, log: Path) -> Iterator[str]:
    """A server of its own process on a free port, ended by its process id."""
    command = [sys.executable, "-m", "cli.main", verb, "--port", "0", "--json", *options]
    with ExitStack() as stack:
        errors = stack.enter_context(log.open("w"))
        process = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True))
        # Ended before its pipe is closed: Streamlit says that it stops, and fails to stop where it cannot say so.
        stack.callback(process.wait, timeout=30)
        stack.callback(process.terminate)
        assert process.stdout is not None
        announced = process.stdout.readline()
        assert announced, log.read_text()
        (url,) = json.loads(announced).values()
        wait_for(url + health, process, log)
        yield url


def wait_for(url: str, process: "subprocess.Popen[str]", log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text()
        try:
            if httpx2.get(url, trust_env=False).is_success:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.25)
    raise AssertionError(f"{url} does not answer: {log.read_text()}")


@pytest.fixture
def page(ui: str) -> Iterator[Page]:
    """A page at the archive; afterwards, it must have spoken to nobody but this machine."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    asked: set[str] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(base_url=ui, viewport={"width": WIDE, "height": 900})
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        page.context.on("request", lambda request: asked.add(request.url))
        page.on("websocket", lambda socket: asked.add(socket.url))
        yield page
        browser.close()
    elsewhere = {url for url in asked if urlsplit(url).scheme not in ("data", "blob")}
    assert {urlsplit(url).hostname for url in elsewhere} == {"127.0.0.1"}


@pytest.fixture
def picture(page: Page, tmp_path: Path) -> Keep:
    """Keep what the page looks like, wide and narrow."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def keep(name: str) -> None:
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(400)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": width, "height": max(900, min(height, 2400))})
            page.wait_for_timeout(200)
            page.screenshot(path=folder / f"{name}-{width}.png")
        page.set_viewport_size({"width": WIDE, "height": 900})

    return keep


def test_a_question_is_answered_and_its_citation_opens_at_the_words(page: Page, picture: Keep, api: str) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Ask the archive")).to_be_visible()
    picture("ask-empty")
    box = page.get_by_label("Your question to the archive")
    box.fill(QUESTION)
    box.press("Enter")
    expect(page.locator(".answer")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["q"] == [QUESTION]
    picture("ask-answered")

    page.reload()
    expect(page.locator(".answer")).to_be_visible()
    expect(page.get_by_label("Your question to the archive")).to_have_value(QUESTION)
    citation = page.locator(".answer .numbers a").first
    quote = citation.get_attribute("title")
    citation.click()
    expect(page.locator("article mark").first).to_be_in_viewport()
    marked = page.locator("article mark").all_text_contents()
    assert squeezed("".join(marked)) == squeezed(quote or "")

    where = {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}
    versions = httpx2.get(f"{api}/v1/articles/{where['article']}", trust_env=False).json()["versions"]
    (text,) = [each["text"] for each in versions if each["number"] == int(where["version"])]
    assert text[int(where["start"]) : int(where["end"])] == quote
    assert page.get_by_test_id("stCode").inner_text().startswith(f"“{quote}”")
    picture("article-cited")

    page.go_back()
    expect(page.locator(".answer")).to_be_visible()


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_search_is_limited_by_dates_and_newspaper(page: Page, picture: Keep) -> None:
    page.goto("/?page=search")
    page.get_by_label("Words to look for").fill("bridge")
    page.get_by_text("Limit to dates, newspapers, sections …").click()
    for label, digits in (("First day", "01012017"), ("Last day", "31122018")):
        page.get_by_role("spinbutton", name=f"day, {label}").click()
        page.keyboard.type(digits)
    newspaper = page.get_by_label("Newspaper or agency")
    newspaper.fill("Vennick Packet")
    newspaper.press("Enter")
    newspaper.press("Escape")
    picture("search-filters")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("list", name="Results")).to_be_visible()
    assert page.get_by_role("navigation", name="Filters").get_by_role("link").all_inner_texts() == [
        "from 1 January 2017 ×",
        "until 31 December 2018 ×",
        "Vennick Packet ×",
    ]
    results = page.get_by_role("list", name="Results").locator("article")
    assert results.count() > 2
    for details in results.locator(".details:nth-of-type(1)").all_inner_texts():
        source, day = re.split(" · ", details)[:2]
        assert source == "Vennick Packet"
        assert date(2017, 1, 1) <= datetime.strptime(day, "%d %B %Y").date() <= date(2018, 12, 31)
    picture("search-results")

    page.get_by_role("link", name="Take off the filter: Vennick Packet").click()
    expect(page.get_by_role("navigation", name="Filters").get_by_role("link")).to_have_count(2)


def test_a_photograph_is_found_and_opened(page: Page, picture: Keep) -> None:
    page.goto("/?page=search&q=lighthouse")
    page.get_by_role("link", name="Photographs").click()
    thumbnail = page.locator(".hits .thumbnail").first
    expect(thumbnail.locator("img")).to_be_visible()
    caption = thumbnail.locator("img").get_attribute("alt")
    picture("search-photographs")
    thumbnail.click()
    expect(page.locator(".photograph h1")).to_have_text(caption or "")
    assert page.locator(".photograph img").evaluate("image => image.naturalWidth") > 300
    picture("photograph")
    page.locator(".appearances a").first.click()
    expect(page.locator("article figcaption mark").first).to_be_in_viewport()
    picture("article-photograph")


def test_what_the_archive_does_not_hold_is_refused(page: Page, picture: Keep) -> None:
    page.goto("/?q=Who+won+the+1938+football+World+Cup+in+France%3F")
    expect(page.locator(".refused")).to_be_visible()
    expect(page.get_by_role("list", name="Nearest passages").locator("article")).not_to_have_count(0)
    picture("ask-refused")
