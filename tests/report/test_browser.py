"""The page in a browser: for everybody's eyes, ears and hands, and with a submission that attacks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from grader.report.html import InstructorTopic, InstructorView, render_html
from grader.result.model import Result

from .hostile import hostile
from .looks import COVERED, SPILLS, TOUCHING
from .sample import complete, half_right, result_of, untouched
from .sample_tokens import tokens

pytestmark = pytest.mark.browser

Show = Callable[..., Page]

SAMPLES = {"half_right": half_right(), "complete": complete(), "untouched": untouched(), "hostile": hostile()}
each_sample = pytest.mark.parametrize("result", SAMPLES.values(), ids=SAMPLES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["half_right", "hostile"])
def test_axe_finds_nothing(show: Show, name: str, scheme: str) -> None:
    """No rule of axe is broken: names, roles, headings, landmarks, contrast."""
    found = Axe().run(show(render_html(SAMPLES[name]), scheme=scheme))
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_in_an_instructors_page(show: Show) -> None:
    """What it adds is as accessible as the rest."""
    tests = tokens().tests
    sources, differences = ({one.id: text for one in tests} for text in ("def test_x(): ...\n", "@@ @@\n-a\n+b\n c\n"))
    view = InstructorView({"tokens": InstructorTopic(sources, differences)})
    page = show(render_html(result_of(tokens()), instructor=view))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_hostile_submission_runs_nothing_and_asks_for_nothing(browser: Browser, tmp_path: Path) -> None:
    """No dialog, no error, no request but the file itself, no change of title, no style of theirs."""
    file = tmp_path / "report.html"
    file.write_text(render_html(hostile()), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    heard: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.goto(file.as_uri(), wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    state = page.evaluate("[document.styleSheets.length, document.scripts.length, document.title.includes('owned')]")
    page.close()
    assert ([file.as_uri()], []) == (asked, heard)
    assert [1, 0] == state[:2]


def test_the_policy_stops_a_script_that_is_there_after_all(show: Show) -> None:
    """Were escaping to fail one day, the policy would still hold: planted script, handler and style do nothing."""
    planted = "<script>window.ran = 1</script><b id=planted style='color: rgb(1, 2, 3)' onclick='window.ran = 1'>x</b>"
    page = show(render_html(complete()).replace("<body>", f"<body>{planted}"))
    page.locator("#planted").click()
    colour = page.evaluate("getComputedStyle(document.getElementById('planted')).color")
    assert (None, True) == (page.evaluate("window.ran ?? null"), colour != "rgb(1, 2, 3)")


def test_our_own_style_is_let_in(show: Show) -> None:
    """The hash in the policy is the style sheet's."""
    page = show(render_html(complete()))
    assert "flex" == page.evaluate("getComputedStyle(document.querySelector('.toc ul')).display")


@pytest.mark.parametrize("width", [1200, 390])
@each_sample
def test_nothing_covers_our_words(show: Show, result: Result, width: int) -> None:
    """At the place of every heading, outcome and score there is that heading, outcome or score."""
    page = show(render_html(result), width=width)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert [] == page.evaluate(COVERED)


@pytest.mark.parametrize("width", [1200, 390])
@each_sample
def test_the_page_is_never_wider_than_the_screen(show: Show, result: Result, width: int) -> None:
    """Only a drawing may scroll sideways, inside its frame."""
    page = show(render_html(result), width=width)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert width >= page.evaluate("document.documentElement.scrollWidth")


@each_sample
def test_drawings_keep_their_labels_apart(show: Show, result: Result) -> None:
    """No label leaves its drawing or touches another one."""
    page = show(render_html(result))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert ([], []) == (page.evaluate(SPILLS), page.evaluate(TOUCHING))


def test_the_keyboard_reaches_and_opens_everything(show: Show) -> None:
    """With Tab and Enter alone, every detail can be opened, and the way leads through the whole page."""
    page = show(render_html(half_right()))
    for _ in range(1000):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(e => e === document.body ? 'end' : e.tagName === 'SUMMARY' && !e.parentElement.open ? 'shut' : '')"
            "(document.activeElement)"
        )
        if at == "shut":
            page.keyboard.press("Enter")
        if at == "end":
            break
    assert ["end", 0] == [at, page.locator("details:not([open])").count()]


def test_the_first_stop_of_the_keyboard_skips_to_the_report(show: Show) -> None:
    """A skip link, visible once it has the focus."""
    page = show(render_html(half_right()))
    page.keyboard.press("Tab")
    seen = page.evaluate("document.activeElement.getBoundingClientRect().top >= 0 && document.activeElement.hash")
    page.keyboard.press("Enter")
    assert ["#main", "main"] == [seen, page.evaluate("document.activeElement.id")]


def test_paper_shows_what_is_folded_on_screen(show: Show) -> None:
    """On paper nobody can open anything."""
    page = show(render_html(half_right()))
    folded = page.locator(".fold .test").first
    before = folded.bounding_box()
    page.emulate_media(media="print")
    after = folded.bounding_box()
    assert (True, True) == (not before or before["height"] == 0, after is not None and after["height"] > 0)


def test_the_page_works_without_a_network(browser: Browser, tmp_path: Path) -> None:
    """Offline it looks the same."""
    file = tmp_path / "report.html"
    file.write_text(render_html(complete()), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    said = page.locator("h1").inner_text()
    context.close()
    assert "Report for jane-doe" == said
