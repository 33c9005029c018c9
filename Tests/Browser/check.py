"""Drives a browser over the catalog's pages; prints what is wrong, and fails if anything is.

Usage: check.py BASE-URL [WORD]. The database behind it has the seeds and fixture.ndjson. With WORD only
the checks run whose names contain it.
"""
import sys

from playwright.sync_api import sync_playwright

import client  # noqa: F401
import look  # noqa: F401
import use  # noqa: F401
from visit import checks, wrong


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
