"""What the pages look like and have in them: axe, widths, dates, print, heads and sizes."""
import urllib.request

from visit import AXE, BASE, ERRORS, PAGES, Visit, check, expect, wrong


@check
def axe_finds_nothing(browser):
    """On any kind of page, in both colour schemes, at a desk and on a phone."""
    for scheme, width in [("light", 1280), ("dark", 320), ("dark", 768)]:
        with Visit(browser, color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce", errors=True) as visit:
            for path in PAGES + ERRORS + ["/docs"]:
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
        for path in ["/", "/conferences", "/conferences/future-2099", "/conferences/emnlp-2023/schedule", "/deadlines", "/series/vldb", "/conferences/long-2098", "/conferences?year=2098", "/changes", "/search?q=Donau"]:
            page = visit.open(path)
            expect(page.evaluate("document.documentElement.scrollWidth") <= 320, f"{path} is wider than 320 px")
        page = visit.open("/conferences/future-2099")
        tops = [page.locator(selector).bounding_box()["y"] for selector in ("main .panel", "main .facts")]
        expect(tops[0] < tops[1], "the next deadline is below the facts")
        page = visit.open("/conferences")
        for one, other in [(".open-sheet", ".tabs"), (".tabs a >> nth=0", ".tabs a >> nth=3"), ("[name=sort]", ".more-filters")]:
            tops = [page.locator(selector).bounding_box() for selector in (one, other)]
            expect(tops[1]["y"] < tops[0]["y"] + tops[0]["height"], f"{other} is in a row below {one}")


@check
def forced_colours_show_what_is_chosen_and_what_is_vague(browser):
    with Visit(browser, forced_colors="active") as visit:
        page = visit.open("/conferences?year=2099&layout=month&month=2099-06")
        style = "(e, name) => getComputedStyle(e)[name]"
        tabs = [page.locator(f".tabs a >> nth={index}").evaluate(style, "backgroundColor") for index in (0, 1)]
        expect(tabs[0] != tabs[1], f"the current layout looks like the others: {tabs}")
        expect(page.locator(".band .unsure").evaluate(style, "borderTopStyle") == "dashed", "a vague conference looks exact")


@check
def the_keyboard_reaches_each_place_of_a_map_once(browser):
    with Visit(browser) as visit:
        page = visit.open("/conferences?when=upcoming&layout=map")
        places = page.locator(".map a").count()
        expect(places and page.locator(".map a[tabindex='-1']").count() == places, "the keyboard stops at points of the map")
        expect(page.locator("#results .columns a").count() == places, "the list has other places than the map")


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
            page.wait_for_selector(f".panel [data-until]:text-is('{text}')")
        text = page.locator(".panel").text_content()
        expect("8 Jan 2099, 23:59 AoE" in text and "12:59 your time" in text, f"times are missing: {text}")


@check
def pages_print_without_navigation(browser):
    with Visit(browser) as visit:
        page = visit.open("/conferences?year=2099")
        page.emulate_media(media="print")
        for selector in [".top", ".facets", ".foot", ".tools >> nth=0"]:
            expect(not page.locator(selector).is_visible(), f"{selector} is printed")
        chips = page.locator("[data-chips]").inner_text()
        expect("2099" in chips and "×" not in chips, f"the filters are printed as {chips}")
        page = visit.open("/conferences/colt-2020")
        expect(page.locator(".facts dt:visible").count() == page.locator(".facts dd:visible").count(), "a fact is printed without a value")
        expect(not page.get_by_text("Links", exact=True).is_visible(), "a row without content is printed")
        page = visit.open("/conferences/future-2099")
        expect(page.get_by_text("Vienna, Austria", exact=False).first.is_visible() and page.get_by_text("Where", exact=True).is_visible(), "the place is not printed")
        page = visit.open("/conferences?year=2099&layout=month&month=2099-06")
        ink, paper = page.locator(".week .bar:not(.cancelled) >> nth=0").evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
        expect(ink != paper, f"a bar is printed in {ink} on {paper}")
        page = visit.open("/conferences/vldb-2026")
        page.emulate_media(media="screen")
        expect(not page.get_by_text("Paper (round 1)", exact=True).is_visible(), "past deadlines are not folded")
        page.emulate_media(media="print")
        expect(page.get_by_text("Paper (round 1)", exact=True).is_visible(), "past deadlines are not printed")
        page = visit.open("/conferences/emnlp-2023/schedule?day=2023-12-08")
        page.emulate_media(media="print")
        folded = page.locator(".slot details .talk >> nth=0")
        expect(folded.is_visible() and not page.locator(".slot summary >> nth=0").is_visible(), "folded sessions are not printed")


@check
def maps_print_on_white_paper_in_the_dark(browser):
    with Visit(browser, color_scheme="dark") as visit:
        page = visit.open("/conferences?year=2099&layout=map")
        page.emulate_media(media="print")
        paper = page.locator(".map").evaluate("e => getComputedStyle(e).backgroundColor")
        expect(paper == "rgb(255, 255, 255)", f"a map is printed on {paper}")


@check
def placeholders_have_enough_contrast(browser):
    for scheme in ["light", "dark"]:
        with Visit(browser, color_scheme=scheme) as visit:
            page = visit.open("/conferences")
            colors = page.evaluate("""() => {
                const field = document.querySelector('.find input');
                return [getComputedStyle(field, '::placeholder').color, getComputedStyle(document.querySelector('.soft')).color, getComputedStyle(field, '::placeholder').opacity];
            }""")
            expect(colors[0] == colors[1] and colors[2] == "1", f"a placeholder has the colour {colors} in the {scheme} scheme")


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
def pages_are_small(browser):
    """The first view is what a browser gets over the wire before it shows the page."""
    def size(path, coding="gzip"):
        request = urllib.request.Request(BASE + path, headers={"Accept": "text/html", "Accept-Encoding": coding})
        return len(urllib.request.urlopen(request).read())

    files = {path: size(path) for path in ["/style.css", "/client.js", "/page.js", "/icon.svg"]}
    expect(files["/client.js"] + files["/page.js"] < 25_000, f"the scripts have {files}")
    for path in PAGES:
        first_view = size(path) + sum(files.values())
        expect(first_view < 60_000, f"the first view of {path} has {first_view} bytes")
    for path in PAGES + ["/docs", "/conferences?limit=250", "/sessions?limit=250", "/conferences/emnlp-2023/schedule?day=2023-12-08"]:
        expect(size(path, "identity") < 300_000, f"{path} has {size(path, 'identity')} bytes")
