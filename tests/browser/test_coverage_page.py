"""The page that tells who does what where, in a real browser: Chromium, run without a window. Skipped where there is none."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright, expect

if TYPE_CHECKING:
    from tests.conftest import RunningHouse

CHROMIUM = next((program for name in ("chromium", "chromium-browser", "google-chrome") if (program := shutil.which(name))), None)
pytestmark = [pytest.mark.long, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path; on Debian: apt-get install chromium")]
WAIT_MS = 10_000
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        # Containers run as root, where Chromium wants to be told so.
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        await started.close()


async def opened(browser: Browser, house: RunningHouse, *, size: dict[str, int] = DESK, scheme: str = "light", for_axe: bool = False) -> Page:
    """The page with its table, in English. `for_axe`: its policy does not hold, so that axe can be put into it."""
    context = await browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=for_axe)  # type: ignore[arg-type]
    context.set_default_timeout(WAIT_MS)
    page = await context.new_page()
    await page.goto(f"{house.rest}/coverage?lang=en")
    await page.wait_for_selector("tbody")
    return page


async def test_a_cell_explains_itself_with_rule_reason_contact_and_source(browser: Browser, house: RunningHouse) -> None:
    page = await opened(browser, house)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.get_by_role("button", name=re.compile(r"^water \(")).click()
    cell = page.get_by_role("button", name=re.compile("^Jongno-gu, Water outage"))
    await expect(cell.first).to_be_visible()
    await cell.first.click()
    detail = page.locator("#detail")
    for words in ("water.jungbu", "02-3146-2000", "r.water", "coverage:waterworks"):
        await expect(detail).to_contain_text(words)
    assert complaints == []


async def test_the_moment_of_the_table_is_shown_and_can_be_chosen(browser: Browser, house: RunningHouse) -> None:
    page = await opened(browser, house)
    moment = page.get_by_label("As of")
    await expect(moment).to_have_value(re.compile(r"^\d{4}-\d\d-\d\dT14:00$"))
    await moment.fill("2026-11-24T23:00")
    async with page.expect_response(lambda answer: "v1/coverage?" in answer.url and "23%3A00" in answer.url):
        await page.get_by_role("button", name="Show").click()
    await page.get_by_role("button", name=re.compile(r"^water \(")).click()
    await page.get_by_role("button", name=re.compile("^Jongno-gu, Water outage")).first.click()
    await expect(page.locator("#detail")).to_contain_text("water.hq")
    await expect(moment).to_have_value("2026-11-24T23:00")


async def test_the_keyboard_alone_is_enough(browser: Browser, house: RunningHouse) -> None:
    page = await opened(browser, house)
    await page.get_by_role("button", name=re.compile(r"^sewer \(")).focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.locator("td button:focus")).to_have_attribute("aria-label", re.compile("^Jongno-gu, "))
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowDown")
    focused = page.locator("td button:focus")
    await expect(focused).to_have_attribute("aria-label", re.compile("^Jung-gu, "))
    label = await focused.get_attribute("aria-label")
    await page.keyboard.press("Enter")
    await expect(page.locator("#detail")).to_contain_text("district.11140")
    await page.keyboard.press("Escape")
    await expect(page.locator("#detail")).not_to_contain_text("district.11140")
    assert await page.locator("td button:focus").get_attribute("aria-label") == label


async def test_a_dong_can_be_chosen_where_the_dong_decides(browser: Browser, house: RunningHouse) -> None:
    page = await opened(browser, house, size=PHONE)
    await page.get_by_role("button", name=re.compile("^The dong decides")).click()
    await page.locator("td button.needs_dong:visible").first.click()
    await page.locator("#detail select").select_option(index=1)
    await expect(page.locator("#detail article")).to_contain_text("(dong.11110")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light")])
async def test_it_is_accessible_and_fits_the_window(browser: Browser, house: RunningHouse, size: dict[str, int], scheme: str) -> None:
    page = await opened(browser, house, size=size, scheme=scheme, for_axe=True)
    await page.get_by_role("button", name=re.compile(r"^road \(")).click()
    await page.locator("td button:visible").first.click()
    await page.wait_for_selector("#detail article")
    report = await Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]
