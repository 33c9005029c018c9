"""Drives a browser over the catalog's pages; prints what is wrong, and fails if anything is.

Usage: check.py BASE-URL. The database behind it has the seeds and fixture.ndjson.
"""
import http.server
import json
import pathlib
import re
import sys
import threading
import urllib.request
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import sync_playwright

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

    def __init__(self, browser, allowed=(), **options):
        options.setdefault("timezone_id", "Europe/Berlin")
        self.context = browser.new_context(locale="en-GB", **options)
        self.context.set_default_timeout(PATIENCE)
        self.hosts = {urlsplit(BASE).netloc, *allowed}
        self.page = self.context.new_page()
        self.page.on("console", lambda message: message.type == "error" and wrong.append(f"console: {message.text} at {self.page.url}"))
        self.page.on("pageerror", lambda error: wrong.append(f"script: {error} at {self.page.url}"))
        self.page.on("request", self.request)

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
    "/conferences/future-2099", "/conferences/vldb-2026", "/conferences/future-2099/schedule",
    "/sessions?limit=10", "/sessions/future-2099-parsing", "/deadlines?limit=10", "/series?limit=10",
    "/series/future", "/topics?limit=10", "/topics/nlp", "/speakers?limit=10", "/speakers/a-gretton",
    "/places?kind=country", "/places/aachen", "/search?q=learning&limit=10", "/guide", "/audiences",
    "/recommendations", "/sources?limit=5", "/conflicts?ids=humanx-2026,aim-2026", "/series/vldb/deadlines",
]


@check
def axe_finds_nothing(browser):
    """On any kind of page, in both colour schemes, at a desk and on a phone."""
    for scheme, width in [("light", 1280), ("dark", 360)]:
        with Visit(browser, color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce") as visit:
            for path in PAGES + ["/docs"]:
                page = visit.open(path)
                page.evaluate(AXE)
                found = page.evaluate(
                    """async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
                    'wcag22aa', 'best-practice'] })).violations.map((v) =>
                    v.id + ': ' + v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160) + ' ' + (n.failureSummary ?? '').slice(0, 200)).join(' | '))""")
                for violation in found:
                    wrong.append(f"axe {path} {scheme} {width}: {violation}")
                too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
                expect(not too_wide, f"{path} is wider than {width} px")


@check
def nothing_is_cut_off_at_320_px(browser):
    with Visit(browser, viewport={"width": 320, "height": 640}) as visit:
        for path in ["/", "/conferences", "/conferences/future-2099", "/conferences/emnlp-2023/schedule", "/deadlines", "/series/vldb"]:
            page = visit.open(path)
            expect(page.evaluate("document.documentElement.scrollWidth") <= 320, f"{path} is wider than 320 px")


@check
def search_suggests_as_you_type_and_the_keyboard_chooses(browser):
    with Visit(browser) as visit:
        page = visit.open("/")
        field = page.locator("main [name=q]")
        field.press_sequentially("FUTURE 2099", delay=10)
        page.wait_for_selector("[role=option]")
        field.press("ArrowDown")
        expect(field.get_attribute("aria-activedescendant"), "no suggestion is active")
        field.press("Enter")
        page.wait_for_url(re.compile("/(conferences|series)/future"))


@check
def lists_change_without_a_reload_and_the_history_keeps_their_states(browser):
    with Visit(browser) as visit:
        page = visit.open("/conferences?year=2099")
        page.evaluate("window.mark = 1")
        page.click(".facets a:has-text('Hybrid')")
        page.wait_for_url("**/conferences?year=2099&format=hybrid")
        page.wait_for_selector(".chip:has-text('Hybrid')")
        expect(page.locator(".event").count() == 1, "the facet leaves more than one conference")
        expect(page.evaluate("document.activeElement.closest('.facets') !== null"), "the focus leaves the facets")
        page.click(".tabs a:has-text('Timeline')")
        page.wait_for_selector(".timeline rect")
        page.go_back()
        page.wait_for_selector(".event")
        page.go_back()
        page.wait_for_selector(".event >> nth=3")
        expect("format=" not in page.url, "back does not remove the filter")
        page.go_forward()
        page.wait_for_selector(".chip:has-text('Hybrid')")
        page.click("[data-chips] a:has-text('Hybrid')")
        page.wait_for_selector(".event >> nth=3")
        field = page.locator("[data-list] [name=q]")
        field.press_sequentially("Waits", delay=10)
        page.wait_for_url("**q=Waits**")
        page.wait_for_selector(".event:has-text('WAITS')")
        expect(page.locator("[data-list] [name=q]").evaluate("e => e === document.activeElement && e.value") == "Waits", "typing loses the focus")
        page.select_option("[name=sort]", "name")
        page.wait_for_url("**sort=name**")
        expect(page.evaluate("window.mark") == 1, "the page was loaded again")
        address = page.url
        page.goto(address)
        expect(page.locator(".event").count() == 1, "a deep link shows another list")
        expect(page.locator("[name=sort]").input_value() == "name", "a deep link loses the order")


@check
def layouts_show_vague_dates_as_vague(browser):
    with Visit(browser) as visit:
        page = visit.open("/conferences?year=2099&layout=month&month=2099-06")
        expect(page.locator(".band .unsure:has-text('VAGUE')").count() == 1, "a vague conference is no band")
        expect(page.locator(".week .bar:has-text('VAGUE')").count() == 0, "a vague conference is on a day")
        expect(page.locator(".week .bar.cancelled:has-text('OFF')").count() == 1, "a cancelled one looks as planned")
        page.click("text=July 2099")
        page.wait_for_url("**month=2099-07**")
        page = visit.open("/conferences?year=2099&layout=timeline")
        expect(page.locator(".timeline rect.unsure").count() == 1, "the timeline shows a vague one as exact")
        page = visit.open("/conferences?year=2099&layout=map")
        expect(page.locator(".map circle").count() == 1, "the map has another number of places")
        page = visit.open("/conferences?year=2099")
        for badge in ["Hybrid", "Virtual", "Cancelled", "Postponed"]:
            expect(page.locator(f".event .badge:has-text('{badge}')").count() >= 1, f"no badge {badge}")


@check
def a_countdown_crosses_its_deadline(browser):
    with Visit(browser) as visit:
        # The abstract is due on 2099-01-09 at 11:59:59 UTC.
        page = visit.page
        for now, text in [("11:59:50", "in 00:00:09"), ("11:59:55", "in 00:00:04"), ("12:00:00", "closed")]:
            page.clock.set_fixed_time(f"2099-01-09T{now}Z")
            if page.url == "about:blank":
                visit.open("/conferences/future-2099")
            page.wait_for_function("(text) => document.querySelector('.panel [data-until]').textContent === text", arg=text)
        text = page.locator(".panel").text_content()
        expect("8 Jan 2099, 23:59 AoE" in text and "12:59 your time" in text, f"times are missing: {text}")


@check
def programmes_filter_and_keep_picks(browser):
    with Visit(browser, accept_downloads=True) as visit:
        page = visit.open("/conferences/future-2099/schedule")
        expect(page.locator(".talk").count() == 3, "the first day has other sessions")
        expect(page.locator(".talk b").count() == 0, "a title is taken as HTML")
        page.fill("[data-sift] [name=q]", "counting")
        page.wait_for_function("[...document.querySelectorAll('.talk')].filter((t) => !t.hidden).length === 1")
        page.fill("[data-sift] [name=q]", "")
        page.select_option("[data-sift] [name=track]", "future-2099-words")
        page.wait_for_function("[...document.querySelectorAll('.talk')].filter((t) => !t.hidden).length === 1")
        expect("track=future-2099-words" in page.url, "the filter is not in the URL")
        page.select_option("[data-sift] [name=track]", "")
        page.click("[aria-label='Pick Counting, again; and again']")
        page.reload()
        pressed = page.locator(".pick[aria-pressed=true]")
        expect(pressed.count() == 1, "the pick is forgotten")
        page.click("text=Only my picks")
        expect(page.locator(".talk:visible").count() == 1, "others are shown beside the picks")
        with page.expect_download() as download:
            page.click("text=Export my picks")
        calendar = pathlib.Path(download.value.path()).read_text()
        for line in ["BEGIN:VEVENT", "UID:session-future-2099-counting@", "DTSTART:20990601T080000Z", "SUMMARY:Counting\\, again\\; and again"]:
            expect(line in calendar, f"the calendar has no {line}")
        page.click(".days a >> nth=1")
        page.wait_for_selector(".talk:has-text('Closing')")


@check
def everything_works_without_scripts(browser):
    with Visit(browser, java_script_enabled=False) as visit:
        page = visit.open("/")
        page.fill("main [name=q]", "Far Future")
        page.press("main [name=q]", "Enter")
        page.wait_for_url("**/search?q=Far+Future")
        page.click("main h3 a:has-text('FUTURE 2099')")
        page.wait_for_url("**/conferences/future-2099")
        expect(page.locator("main").text_content().count("Vienna") >= 1, "the place is missing")
        page = visit.open("/conferences?year=2099")
        page.click(".facets a:has-text('Hybrid')")
        page.wait_for_url("**format=hybrid**")
        page.click("[data-chips] a:has-text('Hybrid')")
        page.fill("[data-list] [name=q]", "Waits")
        page.click("[data-list] button")
        page.wait_for_url("**q=Waits**")
        expect(page.locator(".event").count() == 1, "the form finds others")
        webcal = page.locator("a:has-text('Subscribe in a calendar')").get_attribute("href")
        expect(webcal.startswith("webcal://") and "/conferences.ics?" in webcal and "q=Waits" in webcal, webcal)
        page.click("text=Use from code")
        expect("curl" in page.locator("main pre >> nth=0").text_content(), "no line for curl")
        page = visit.open("/conferences/future-2099/schedule")
        page.select_option("[data-sift] [name=kind]", "tutorial")
        page.click("[data-sift] button")
        page.wait_for_url("**kind=tutorial**")
        expect(page.locator(".talk").count() == 1, "the programme's form finds others")


@check
def the_keyboard_is_enough(browser):
    with Visit(browser, viewport={"width": 360, "height": 700}) as visit:
        page = visit.open("/conferences?year=2099")
        page.keyboard.press("Tab")
        expect(page.evaluate("document.activeElement.className") == "skip", "the first stop is no skip link")
        page.keyboard.press("Enter")
        expect(page.evaluate("document.activeElement.id") == "content", "the skip link does not move the focus")
        page.locator(".open-sheet").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".facets:target")
        page.keyboard.press("Tab")
        expect(page.evaluate("document.activeElement.closest('.facets') !== null"), "the focus is not in the sheet")
        page.locator(".close-sheet").press("Enter")
        page.wait_for_selector(".facets", state="hidden")
        page.locator(".open-sheet").press("Enter")
        page.locator(".facets a:has-text('Hybrid')").press("Enter")
        page.wait_for_selector(".chip:has-text('Hybrid')")
        page.wait_for_function("document.activeElement.className.includes('open-sheet')")


@check
def client_js_works_from_another_origin(browser):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"""<!doctype html><link rel=icon href="data:,"><script type="module">
                import {{ Catalog, CatalogProblem, timeLeft }} from '{BASE}/client.js';
                const catalog = new Catalog();
                const names = [];
                for await (const one of catalog.all('conferences', {{ year: 2099, sort: 'name', limit: 2 }})) names.push(one.id);
                const again = await catalog.list('conferences', {{ year: 2099, sort: 'name', limit: 2 }});
                const one = await catalog.one('conferences/future-2099');
                let problem;
                try {{ await catalog.one('conferences', {{ topc: 'nlp' }}); }} catch (error) {{ problem = error; }}
                window.result = {{ names, again: again.data.length, one: one.id, status: problem.status,
                  isProblem: problem instanceof CatalogProblem, left: timeLeft('2099-01-01T00:00:00Z', Date.parse('2098-12-31T23:59:00Z')),
                  webcal: catalog.subscription('conferences', {{ topic: ['nlp', 'llm'] }}) }};
                </script>""".encode())

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(f"client.js: {error}"))
    page.goto(origin)
    page.wait_for_function("window.result", timeout=PATIENCE)
    result = page.evaluate("window.result")
    context.close()
    server.shutdown()
    expect(sorted(result["names"]) == ["future-2099", "moved-2099", "off-2099", "vague-2099"], f"all() gives {result['names']}")
    expect(result["again"] == 2 and result["one"] == "future-2099", f"list() or one() is wrong: {result}")
    expect(result["status"] == 400 and result["isProblem"], f"a mistake is no CatalogProblem: {result}")
    expect(result["left"] == "in 00:01:00", f"timeLeft says {result['left']}")
    expect(result["webcal"].startswith("webcal://") and "conferences.ics?topic=nlp%2Cllm" in result["webcal"], result["webcal"])


@check
def pages_print_without_navigation(browser):
    with Visit(browser) as visit:
        page = visit.open("/conferences?year=2099")
        page.emulate_media(media="print")
        for selector in [".top", ".facets", ".foot", ".tools >> nth=0"]:
            expect(not page.locator(selector).is_visible(), f"{selector} is printed")


@check
def heads_have_what_search_engines_read(browser):
    with Visit(browser) as visit:
        page = visit.open("/conferences/future-2099")
        data = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
        expect(data["@type"] == "ConferenceEvent" and data["startDate"] == "2099-06-01", f"JSON-LD: {data}")
        expect(page.locator("link[rel=canonical]").get_attribute("href") == BASE + "/conferences/future-2099", "the canonical link is wrong")
        for name in ["og:title", "og:url", "og:description"]:
            expect(page.locator(f"meta[property='{name}']").get_attribute("content"), f"no {name}")
        expect(page.evaluate("fetch('/manifest.webmanifest').then((r) => r.json()).then((m) => m.icons.length)"), "the manifest has no icon")


@check
def the_client_asks_only_what_openapi_describes(browser):
    def text(path):
        return urllib.request.urlopen(BASE + path).read().decode()

    paths = json.loads(text("/openapi.json"))["paths"]
    client, types, page = text("/client.js"), text("/client.d.ts"), text("/page.js")
    for source, call, path, parameters in [
        (client, "this.list('search', { q: words, limit: 10, total: 'none'", "/search", ["q", "limit", "total"]),
        (page, "catalog.one(`sessions/", "/sessions/{session}", []),
    ]:
        expect(call in source, f"no script has {call}")
        known = {parameter["name"] for parameter in paths[path]["get"]["parameters"]}
        expect(known.issuperset(parameters), f"{path} does not know all of {parameters}")
    exports = set(re.findall(r"^export (?:class|function|const) (\w+)", client, re.M))
    declared = set(re.findall(r"^export declare (?:class|function|const) (\w+)", types, re.M))
    expect(exports == declared, f"client.js exports {exports}, client.d.ts declares {declared}")
    imported = set(re.findall(r"\w+", re.search(r"import \{(.*?)\}", page).group(1)))
    expect(imported <= exports, f"page.js imports {imported - exports}")


@check
def pages_are_small(browser):
    """The first view is what a browser gets over the wire before it shows the page."""
    def size(path):
        request = urllib.request.Request(BASE + path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
        return len(urllib.request.urlopen(request).read())

    files = {path: size(path) for path in ["/style.css", "/client.js", "/page.js", "/icon.svg"]}
    expect(files["/client.js"] + files["/page.js"] < 25_000, f"the scripts have {files}")
    for path in PAGES:
        first_view = size(path) + sum(files.values())
        expect(first_view < 60_000, f"the first view of {path} has {first_view} bytes")


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for function in checks:
            if len(sys.argv) > 2 and sys.argv[2] not in function.__name__:
                continue
            before = len(wrong)
            try:
                function(browser)
            except Exception as error:  # One check that fails must not hide the others.
                wrong.append(f"{type(error).__name__}: {str(error)[:600]}")
            for text in wrong[before:]:
                print(f"{function.__name__}: {text}")
        browser.close()
    print(f"{len(checks)} checks, {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


main()
