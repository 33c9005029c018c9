"""Using the pages: search, lists, programmes, the keyboard, and no scripts."""
import pathlib
import re

from visit import Visit, check, expect


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
def a_page_without_records_follows_its_form(browser):
    with Visit(browser) as visit:
        page = visit.open("/series/vldb/deadlines")
        page.select_option("main [name=kind]", "abstract")
        page.wait_for_url("**kind=abstract**")
        expect(page.locator("main h2").all_inner_texts() == ["Abstract"], "the form does not filter")
        page = visit.open("/changes?kind=conference&limit=5")
        page.click(".pages a:has-text('Older')")
        page.wait_for_url("**since=**")
        page.wait_for_selector(".pages a:has-text('Newer')")
        page.go_back()
        page.wait_for_url(lambda url: "since=" not in url)


@check
def programmes_filter_and_keep_picks(browser):
    with Visit(browser, accept_downloads=True) as visit:
        page = visit.open("/conferences/future-2099/schedule")
        expect(page.locator(".talk").count() == 3, "the first day has other sessions")
        expect(page.locator(".talk b").count() == 0, "a title is taken as HTML")
        page.fill("[data-sift] [name=q]", "counting")
        page.wait_for_selector(".talk[hidden] >> nth=1", state="attached")
        expect(page.locator(".talk:visible").count() == 1, "the filter leaves more than one session")
        page.fill("[data-sift] [name=q]", "")
        page.select_option("[data-sift] [name=track]", "future-2099-words")
        page.wait_for_selector(".talk[hidden] >> nth=1", state="attached")
        expect(page.locator(".talk:visible").count() == 1, "the filter leaves more than one session")
        expect("track=future-2099-words" in page.url, "the filter is not in the URL")
        page.select_option("[data-sift] [name=track]", "")
        expect(not page.locator("[data-picks] button >> nth=0").is_visible(), "buttons of picks are shown before a pick")
        page.click("[aria-label='Pick Counting, again; and again']")
        page.reload()
        pressed = page.locator(".pick[aria-pressed=true]")
        expect(pressed.count() == 1, "the pick is forgotten")
        page.click("text=Only my picks")
        page.wait_for_selector(".my-picks .talk")
        expect(page.locator(".talk:visible").count() == 1, "others are shown beside the picks")
        with page.expect_download() as download:
            page.click("text=Export my picks")
        calendar = pathlib.Path(download.value.path()).read_text()
        for line in ["BEGIN:VEVENT", "UID:session-future-2099-counting@", "DTSTART:20990601T080000Z", "SUMMARY:Counting\\, again\\; and again"]:
            expect(line in calendar, f"the calendar has no {line}")
        page.click(".days a >> nth=1")
        page.wait_for_selector(".talk:has-text('Closing')")
        page.click(".talk:has-text('Closing') .pick")
        page.click("text=Only my picks")
        page.wait_for_selector(".my-picks .talk >> nth=1")
        expect(page.locator(".my-picks h2").count() == 2, "the picks of another day are missing")
        page.fill("[data-sift] [name=q]", "counting")
        page.wait_for_selector(".my-picks .talk[hidden]", state="attached")
        expect(page.locator(".my-picks .talk:visible").count() == 1, "the words do not filter the picks")
        page.click("text=Only my picks")
        page.wait_for_selector(".my-picks", state="detached")
        page = visit.open("/sessions/future-2099-counting")
        expect(page.locator("main .pick[aria-pressed=true]").count() == 1, "a session's page does not know the pick")
        page = visit.open("/conferences/future-2099/sessions")
        expect(page.locator(".rows .pick[aria-pressed=true]").count() == 2, "the list does not know the picks")
        # What the server has found stands, although the words are in no text of the page.
        page = visit.open("/conferences/future-2099/schedule?track=future-2099-words")
        expect(page.locator(".talk:visible").count() == 1, "the server's hits are hidden")
        page.select_option("[data-sift] [name=track]", "")
        page.wait_for_selector(".talk >> nth=2")
        expect("track=" not in page.url, "the filter stays in the URL")


@check
def the_sheet_of_filters_takes_and_returns_the_focus(browser):
    with Visit(browser, viewport={"width": 360, "height": 700}) as visit:
        page = visit.open("/conferences")
        page.wait_for_selector("html.scripted")
        page.press(".open-sheet", "Enter")
        page.wait_for_selector(".close-sheet:focus")
        expect(page.evaluate("document.querySelector('.top').inert"), "the keyboard reaches what the sheet covers")
        page.keyboard.press("Escape")
        page.wait_for_selector(".open-sheet:focus")
        page.click(".open-sheet")
        page.click(".facets li a >> nth=0")
        page.wait_for_url("**topic=**")
        page.wait_for_selector("[data-chips] a")
        page.go_back()
        page.wait_for_selector("[data-chips] a", state="detached")
        expect(not page.locator(".facets").is_visible(), "going back opens the sheet again")


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
        page.wait_for_selector(".close-sheet:focus")
        page.keyboard.press("Tab")
        expect(page.evaluate("document.activeElement.closest('.facets') !== null"), "the focus is not in the sheet")
        page.locator(".close-sheet").press("Enter")
        page.wait_for_selector(".facets", state="hidden")
        page.wait_for_selector(".top:not([inert])")
        page.locator(".open-sheet").press("Enter")
        page.wait_for_selector(".close-sheet:focus")
        page.locator(".facets a:has-text('Hybrid')").press("Enter")
        page.wait_for_selector(".chip:has-text('Hybrid')")
        page.wait_for_selector(".open-sheet:focus")
