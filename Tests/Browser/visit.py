"""What the checks share: the browser's visits, and the list of what is wrong."""
import pathlib
import sys
from urllib.parse import urlsplit

import axe_playwright_python

BASE = sys.argv[1]
AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
PATIENCE = 60_000
wrong = []
checks = []


def check(function):
    checks.append(function)
    return function


def expect(condition, text):
    if not condition:
        wrong.append(text)


class Visit:
    """A browser context whose pages must meet no error, ask no other host and break no policy."""

    def __init__(self, browser, allowed=(), errors=False, **options):
        options.setdefault("timezone_id", "Europe/Berlin")
        self.context = browser.new_context(locale="en-GB", **options)
        self.context.set_default_timeout(PATIENCE)
        self.hosts = {urlsplit(BASE).netloc, *allowed}
        self.page = self.context.new_page()
        self.errors = errors
        self.page.on("console", self.console)
        self.page.on("pageerror", lambda error: wrong.append(f"script: {error} at {self.page.url}"))
        self.page.on("request", self.request)

    def console(self, message):
        # Chromium reports a page with the status of an error there.
        is_expected = self.errors and "responded with a status of 4" in message.text
        if message.type == "error" and not is_expected:
            wrong.append(f"console: {message.text} at {self.page.url}")

    def request(self, request):
        url = urlsplit(request.url)
        if url.scheme not in ("blob", "data", "about") and url.netloc not in self.hosts:
            wrong.append(f"asks another host: {request.url}")

    def open(self, path):
        self.page.goto(BASE + path)
        return self.page

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.context.close()


PAGES = [
    "/", "/conferences?topic=nlp", "/conferences?year=2099&layout=month&month=2099-06",
    "/conferences?year=2099&layout=timeline", "/conferences?when=upcoming&layout=map",
    "/conferences/future-2099", "/conferences/vldb-2026", "/conferences/vldb-2026/history", "/changes", "/conferences/long-2098", "/conferences/future-2099/schedule",
    "/sessions?limit=10", "/sessions/future-2099-parsing", "/deadlines?limit=10", "/series?limit=10",
    "/series/future", "/topics?limit=10", "/topics/nlp", "/speakers?limit=10", "/speakers/a-gretton",
    "/places?kind=country", "/places/aachen", "/search?q=learning&limit=10", "/search?q=nlp+conferences+2027+europe", "/guide", "/audiences",
    "/recommendations", "/sources?limit=5", "/conflicts?ids=acml-2026,bibm-2026", "/series/vldb/deadlines",
    "/series/vldb/next", "/conferences/off-2099", "/venues?limit=10", "/problems", "/problems/gone", "/conferences?topic=nlp&country=MC",
]
ERRORS = ["/conferences/no-such-2026", "/conferences?topc=nlp", "/nothing"]
