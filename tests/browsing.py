"""A real browser on a real server: how the tests open, wait for, choose on and look at a page."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from data.engine import URL_VARIABLE
from pages.frame.door import OPEN_VARIABLE, YES
from tests.wire import Wire

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "tests" / "pictures"
PATIENCE = 120
expect.set_options(timeout=1000 * PATIENCE)
# Whether a server is there is asked of any certificate.
ANYBODY = ssl._create_unverified_context()
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"
# name -> (width in px, colour scheme)
WINDOWS = {"light": (1440, "light"), "dark": (1440, "dark"), "phone": (390, "light")}
# A window of 1440 px at 200 % leaves half as many to a page.
WINDOWS["zoomed"] = (720, "light")
# Streamlit looks for its own server below the address of a page before it finds it at the root.
STREAMLITS_OWN = re.compile(
    r"/(attendance|symptoms|relapse|emergency|after_discharge|compare|equity|clients|releases|funder|measures|data|audit"
    r"|standards|evidence|tracer|actions|changes)"
    r"/_stcore/(health|host-config)$"
)
# Resolves when the script has run to its end, every chart is drawn, and nothing has moved for a while.
STILL = """() => new Promise(done => {
  let last = performance.now();
  const watch = new MutationObserver(() => { last = performance.now(); });
  watch.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
  const look = () => {
    const over = document.querySelector('[data-test-script-state=notRunning]');
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
    if (over && performance.now() - last > 400 && charts.every(one => one.querySelector('.main-svg text')))
      { watch.disconnect(); done(true); } else setTimeout(look, 50);
  };
  look();
})"""
# Pairs of words on one chart that lie on each other, and words that run off their chart.
OVERLAPS = """() => {
  const found = [];
  let words = 0;
  for (const plot of document.querySelectorAll('.js-plotly-plot')) {
    const frame = plot.getBoundingClientRect();
    const seen = [...plot.querySelectorAll('svg text')].filter(one => one.textContent.trim() && !one.closest('.hoverlayer'));
    const boxes = seen.map(one => ({words: one.textContent.trim(), box: one.getBoundingClientRect()})).filter(one => one.box.width);
    words += boxes.length;
    boxes.forEach((one, i) => {
      const a = one.box;
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1)
        found.push([one.words, 'runs off']);
      for (const other of boxes.slice(i + 1)) {
        const b = other.box;
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1.5 && high > 3) found.push([one.words, other.words]);
      }
    });
  }
  const main = document.querySelector('[data-testid=stMain]');
  if (main.scrollWidth > main.clientWidth + 1) found.push(['the page', 'scrolls sideways']);
  return {words, found};
}"""


def launch(playwright: Playwright) -> Browser:
    """Chromium: the one named by CHROMIUM, the system's, or Playwright's own; else the test is skipped, loudly.

    The system's without windows of its own comes first: it draws the same and takes two thirds of the time.
    """
    named = [
        os.environ.get("CHROMIUM"),
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        shutil.which("chromium"),
        playwright.chromium.executable_path,
    ]
    path = next((one for one in named if one and Path(one).exists()), None)
    if path is None:
        pytest.skip("there is no Chromium: install it, name it in CHROMIUM, or run 'playwright install chromium'")
    return playwright.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    )


@contextmanager
def serving(address: str) -> Iterator[str]:
    """The dashboard on a database, at a free port; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless", "true"]
    environment = os.environ | {URL_VARIABLE: address, OPEN_VARIABLE: YES}
    server = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.fileWatcherType", "none"],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for_answer(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def wait_for_answer(address: str) -> None:
    end = monotonic() + PATIENCE
    while monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=1, context=ANYBODY if address[:5] == "https" else None):
                return
        except OSError:
            sleep(0.1)
    raise TimeoutError(f"no answer from {address}")


class Visitor:
    """One person at one window of the dashboard; `errors` is what the console and the page complained of."""

    def __init__(self, browser: Browser, base: str, window: str = "light", trusting: bool = False):
        width, scheme = WINDOWS[window]
        phone = {"user_agent": PHONE, "is_mobile": True, "has_touch": True} if window == "phone" else {}
        self.base, self.window, self.width = base, window, width
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, ignore_https_errors=trusting, **phone
        )
        self.context.set_default_timeout(1000 * PATIENCE)
        self.page: Page = self.context.new_page()
        self.wire = Wire(self.page)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message) -> None:
        if message.type == "error" and not STREAMLITS_OWN.search(message.location.get("url", "")):
            self.errors.append(f"{message.text} {message.location.get('url', '')}")

    def open(self, path: str = "") -> "Visitor":
        self.page.goto(f"{self.base}/{path}")
        return self.settle()

    def settle(self) -> "Visitor":
        """Until the server has answered what was asked last, its script has run to its end and its charts are drawn."""
        self.page.wait_for_selector("h1")
        end = monotonic() + PATIENCE
        while monotonic() < end:
            self.page.evaluate(STILL)
            if self.wire.is_still():
                return self
        raise TimeoutError(f"{self.page.url} was asked and did not answer")

    def drawn(self, charts: int) -> "Visitor":
        """Until there are so many charts: a page may stand still before the first of them comes."""
        there = f"() => document.querySelectorAll('[data-testid=stPlotlyChart]').length >= {charts}"
        self.page.wait_for_function(there)
        return self.settle()

    def headline(self) -> str:
        return self.page.locator("h1").inner_text()

    def go(self, title: str) -> "Visitor":
        """To another page, by the menu."""
        self.page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
        return self.settle()

    def choose(self, key: str, words: str) -> "Visitor":
        self.page.locator(f".st-key-{key} input").first.click()
        self.page.get_by_role("option", name=words, exact=True).click()
        return self.settle()

    def press(self, role: str, name: str) -> "Visitor":
        self.page.get_by_role(role, name=name).first.click()
        return self.settle()

    def whole(self, width: int | None = None) -> "Visitor":
        """The window made as high as the page, so that all of it is drawn; and as wide as asked."""
        wide = width or self.width
        self.page.set_viewport_size({"width": wide, "height": 900})
        if width:
            self.settle()
        height = self.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        self.page.set_viewport_size({"width": wide, "height": min(height + 40, 6000)})
        return self.settle()

    def picture(self, name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}-{self.window}.png")

    def is_well(self) -> None:
        """Nothing broke, and nothing complained."""
        assert self.page.locator("[data-testid=stException]").count() == 0
        assert self.errors == []

    def close(self) -> None:
        self.context.close()
