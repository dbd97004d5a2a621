"""In a real browser: from a click on a program in the filter to the repainted first chart."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.machine import state
from bench.process import ROOT, show
from pages.frame.door import OPEN_VARIABLE, YES

SYSTEM = (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-headless-shell"))
CLICKS = 15
SCROLLS, SCROLL = 20, 250
# An open list scrolls to what is chosen; a click while it moves is pressed on one choice and released on another.
STILL = 800
PATIENCE = 120
HEAD = "h1"
CHART = '[data-testid="stPlotlyChart"] .main-svg'
PROGRAM = '.st-key-program [data-testid="stSelectbox"] input, .st-key-program input'
CHOICE = '[role="option"]'
BUSY = '[data-testid="stStatusWidget"]'
# Milliseconds from the press of the mouse to the frame after the one in which the chart's drawing changed last.
WATCH = """(chart) => {
    const drawn = () => Array.from(document.querySelector(chart)?.querySelectorAll('path, text') ?? [],
        (one) => (one.getAttribute('d') ?? '') + one.textContent).join();
    window.seen = {before: drawn(), pressed: null, changed: null};
    document.addEventListener('pointerdown', () => { seen.pressed = performance.now(); }, {once: true, capture: true});
    const look = () => {
        const now = drawn();
        if (now && now !== seen.before && seen.pressed) { seen.before = now; requestAnimationFrame(() => {
            seen.changed = performance.now(); }); }
        if (seen.watching) requestAnimationFrame(look);
    };
    seen.watching = true;
    look();
}"""


def measure(url: str, clicks: int = CLICKS) -> dict:
    """Milliseconds of every click, each on a program that was not yet looked at."""
    with serving(url) as address, sync_playwright() as playwright:
        own = next((str(path) for path in SYSTEM if path.exists()), None)
        browser = playwright.chromium.launch(args=["--no-sandbox", "--disable-gpu"], executable_path=own)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        for path, drawn in (("", HEAD), ("attendance", CHART)):  # as people come: by the overview
            page.goto(f"{address}/{path}")
            page.wait_for_selector(drawn, timeout=1000 * PATIENCE)
        began = state()
        found = _clicks(page, clicks)
        version = browser.version
        browser.close()
    return {**began, "browser": version, "milliseconds": found, "median": median(found)}


def _clicks(page: Page, most: int) -> list[float]:
    """The times of clicks on one program after the other, until all or `most` were looked at."""
    found, seen = [], set()
    while len(found) < most:
        _open(page)
        seen = seen or {page.locator(CHOICE).first.inner_text()}  # all programs: what the page began with
        if not (name := _unseen(page, seen)):
            break
        seen.add(name)
        found.append(_click(page, name))
    return found


def _unseen(page: Page, seen: set[str]) -> str | None:
    """A program not yet looked at among the choices, more of which appear as the list is scrolled."""
    for _ in range(SCROLLS):
        names = page.locator(CHOICE).all_inner_texts()
        if new := [name for name in names if name not in seen]:
            return new[0]
        page.locator(CHOICE).last.hover()
        page.mouse.wheel(0, SCROLL)
        page.wait_for_timeout(STILL)
    return None


def _open(page: Page) -> None:
    _settle(page)
    page.locator(PROGRAM).first.click()
    page.wait_for_selector(CHOICE)
    page.wait_for_timeout(STILL)


def _click(page: Page, name: str) -> float:
    page.evaluate(WATCH, CHART)
    page.get_by_role("option", name=name, exact=True).first.click()
    page.wait_for_function("() => seen.changed", timeout=1000 * PATIENCE)
    _settle(page)
    return page.evaluate("() => { seen.watching = false; return seen.changed - seen.pressed; }")


def _settle(page: Page) -> None:
    """Until the page has run to its end and nothing moves any more."""
    page.wait_for_timeout(300)
    page.wait_for_function(f"() => !document.querySelector('{BUSY}')", timeout=1000 * PATIENCE)
    page.wait_for_timeout(700)


@contextmanager
def serving(url: str) -> Iterator[str]:
    """The address of the dashboard on that database; the server ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "dashboard.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    environment = os.environ | {"OUTCOMES_DATABASE_URL": url, OPEN_VARIABLE: YES}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(address: str) -> None:
    for _ in range(10 * PATIENCE):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"no answer from {address}")


if __name__ == "__main__":
    show(measure(sys.argv[1], int(sys.argv[2])))
