"""Whoever reads: the report in a real browser, the summary on a real terminal and in the log of a CI job.

Each over the real command, with the hostile submissions of the family ``reader``. Whatever they write holds the word
``owned``, so that it can be told from our own.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from report.looks import COVERED, SPILLS

from grader.cli.main import run
from grader.grading.artifacts import read_result
from grader.harness.processes.zygote_client import Zygote
from grader.result.model import Result

from .case import COURSE, HONEST, cases, hand_in, load
from .readers import unsafe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.linux

ROOT = Path(__file__).parents[2]
MARK = "owned"
READERS = {folder.name: folder for folder in cases() if load(folder).family == "reader"}
PATIENCE = 120.0
SILENT = {"terminal_opened_at_import", "code_made_at_run_time"}
"""Those of which nothing is shown if all is well."""
each_reader = pytest.mark.parametrize("name", READERS)

OURS = re.compile(r"\r?\x1b\[2K|\x1b\[[0-9;]*m")
"""What the command itself sends to a terminal: empty the line that follows the tests, colours."""
LINES = re.compile(
    r"A course to attack  [\d.]+ of 12 points|Self-check  |Next: (Values|The world)|Note: vault/|Report: /|"
    r"[✓◐○!] The vault  |  [✓◐○!] (Values come and go|The world outside)  |"
    r"      … and \d (more tests?|tests? for a reason told above)|The self-check is left\.|  Every test passed\. |"
    r"      [✗!◷↯] (Failed|Error|Timed out|Crashed): [A-Z]|\s+│ |! Not fully isolated"
)
"""How every line of the summary begins: those that may hold a student's words with a bar."""


class Seen(NamedTuple):
    """What a run gave: to read on the terminal, in the browser, and as data."""

    said: str
    page: Path
    result: Result


Grade = Callable[..., Seen]


@pytest.fixture(scope="module")
def grade(forked: Zygote) -> Grade:
    """The real command, on a submission."""

    def grade(submission: Path, out: Path, *more: str) -> Seen:
        said = StringIO()
        arguments = ["check", "--course", str(COURSE), "--submission", str(submission), "--out", str(out), *more]
        with redirect_stdout(said), redirect_stderr(said):
            assert run(arguments) == 0, said.getvalue()
        return Seen(said.getvalue(), out / "report.html", read_result(out / "result.json"))

    return grade


@pytest.fixture(scope="module")
def seen(grade: Grade, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Seen]:
    """What a case gives. Each is graded once."""

    @cache
    def seen(name: str) -> Seen:
        work = tmp_path_factory.mktemp(name)
        return grade(laid_out(name, work), work / "report")

    return seen


def laid_out(name: str, work: Path) -> Path:
    """The submission of a case, in a folder of ours."""
    hand_in(READERS[name], load(READERS[name]), work / "submission" / "vault")
    return work / "submission"


def honest(folder: Path) -> Path:
    """A right answer to the vault, in a folder that is not there yet."""
    (folder / "vault").mkdir(parents=True)
    shutil.copy(HONEST, folder / "vault" / "vault.py")
    return folder


@each_reader
def test_nothing_in_a_report_or_a_log_is_obeyed(seen: Callable[[str], Seen], name: str) -> None:
    """No escape, no command of a CI system, no element, no attribute; no word of theirs among ours."""
    found = seen(name)
    assert [] == list(unsafe(found.said, found.page.read_text("utf-8"), MARK))


@pytest.mark.parametrize("name", sorted(set(READERS) - SILENT))
def test_an_attack_arrives(seen: Callable[[str], Seen], name: str) -> None:
    """What never got so far as to be shown would prove nothing."""
    assert MARK in seen(name).page.read_text("utf-8").lower()


@each_reader
def test_every_line_of_the_summary_is_one_of_ours(seen: Callable[[str], Seen], name: str) -> None:
    """None looks as if a student had written it, so that none needs to be doubted."""
    assert [] == [line for line in seen(name).said.splitlines() if line and not LINES.match(line)]


@pytest.mark.browser
@each_reader
def test_a_browser_shows_a_hostile_report_as_ours(seen: Callable[[str], Seen], browser: Browser, name: str) -> None:
    """It asks for nothing, runs nothing, covers nothing, and is no wider than the screen, on paper neither."""
    file = seen(name).page.as_uri()
    heard: list[str] = []
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.goto(file)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for media, scheme, width in (("screen", "light", 1200), ("screen", "dark", 390), ("print", "light", 800)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]
        assert [] == page.evaluate(COVERED)
        assert [] == page.evaluate(SPILLS)
        assert width >= page.evaluate("document.documentElement.scrollWidth")
    state = page.evaluate("[document.styleSheets.length, document.scripts.length, document.title]")
    score = page.locator(".score").inner_text().split()
    context.close()
    assert [file] == heard
    assert [1, 0, f"{seen(name).result.score:g} of 12 · A course to attack"] == state
    assert [f"{seen(name).result.score:g}", "of", "12", "points"] == score


@pytest.mark.parametrize("name", ["line_ends_that_lie_in_the_source"])
@pytest.mark.parametrize("test", ["test_doubles", "test_fetches"])
def test_the_lines_shown_are_those_that_ran(seen: Callable[[str], Seen], name: str, test: str) -> None:
    """Whatever else in the file looks like the end of a line."""
    (topic,) = seen(name).result.topics
    (excerpt,) = next(one.excerpts for one in topic.tests if one.id == test)
    lines = dict(enumerate(excerpt.lines, excerpt.first))
    marked = {
        "test_doubles": "def double(number):",
        "test_fetches": '    raise ValueError("owned")  # the line that is meant',
    }
    assert marked[test] == lines[excerpt.line]


def test_a_request_is_drawn_between_the_code_and_a_host(seen: Callable[[str], Seen]) -> None:
    """Also when the host is called as the test or the code is called in the drawing."""
    (topic,) = seen("markup_in_requests").result.topics
    events = [event for test in topic.tests for event in test.evidence.events]
    requests = [event for event in events if event.kind == "request" and event.source == "student"]
    assert {"host test", "host student", "host others", "owned.test"} == {one.target for one in requests}


def test_an_instructors_copy_shows_the_lines_that_are_there(grade: Grade, tmp_path: Path) -> None:
    """In the difference from the reference, no line of the student's looks like one of the reference's."""
    found = grade(laid_out("line_ends_that_lie_in_the_source", tmp_path), tmp_path / "report", "--instructor")
    page = found.page.read_text("utf-8")
    assert [] == [line for line in re.findall(r'<bdi class="add">([^<]*)</bdi>', page) if MARK in line]
    assert [] != [line for line in re.findall(r'<bdi class="del">([^<]*)</bdi>', page) if "⟨U+202E⟩" in line]


def test_an_instructors_copy_is_bounded(grade: Grade, tmp_path: Path) -> None:
    """A difference of a million lines would take a minute to make, and longer to read. A hang is the failure here."""
    submission = honest(tmp_path / "submission")
    file = submission / "vault" / "vault.py"
    file.write_text(file.read_text("utf-8").replace("    return number + number\n", "\n" * 900_000 + "    return 1\n"))
    found = grade(submission, tmp_path / "report", "--instructor")
    assert "the rest of the submission&#39;s function is left out here" in found.page.read_text("utf-8")
    assert found.page.stat().st_size < 500_000


def test_names_in_a_zip_are_text(grade: Grade, tmp_path: Path) -> None:
    """Of its entries, and its own."""
    path = tmp_path / "\x1b[2J\u202eowned <h1>12 of 12 points<∕h1>\n::error::owned.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("vault/vault.py", "vault/honest.py"):
            archive.write(HONEST, name)
        for name in (
            "../\x1b]0;owned\x07",
            "/\n::error::owned",
            "C:\\owned",
            "vault/<script>owned<!--.py",
            "a/" * 40 + "owned",
        ):
            archive.writestr(name, "owned")
    found = grade(path, tmp_path / "report")
    assert [] == list(unsafe(found.said, found.page.read_text("utf-8"), MARK))
    assert {"leads out of the zip", "can't be imported"} <= set(
        re.findall("leads out of the zip|can't be imported", found.said)
    )
    assert MARK in found.result.submission.name


def test_the_name_of_a_submission_is_text(grade: Grade, tmp_path: Path) -> None:
    """It stands in the largest heading of the report."""
    found = grade(honest(tmp_path / "</h1>owned\x1b[2J\u202e\x9b2J 12 of 12 points"), tmp_path / "report")
    assert [] == list(unsafe(found.said, found.page.read_text("utf-8"), MARK))
    assert MARK in found.page.read_text("utf-8")


ANSWERS = r"""
questions:
  - id: why_double
    answer: "owned <h1>owned</h1> \e[2J\e]0;owned\a \u202e ::error::owned\n</bdi></pre><script>owned</script>"
"""


def test_an_answer_to_the_self_check_is_text(grade: Grade, tmp_path: Path) -> None:
    """It stands in the report, beside the model answer."""
    submission = honest(tmp_path / "submission")
    (submission / "self_check.yaml").write_text(ANSWERS)
    found = grade(submission, tmp_path / "report")
    assert [] == list(unsafe(found.said, found.page.read_text("utf-8"), MARK))
    assert "&lt;h1&gt;owned&lt;/h1&gt;" in found.page.read_text("utf-8")


STATES = """

_odd = {
    "closed": "</text></svg><script>owned</script><h1>Passed</h1>",
    "open": "\\x1b[2J\\u202eowned\\u2066" + "\\ufdfd" * 50,
    "half_open": "z\\u0335\\u0489\\u033f" * 40 + "owned\\n::error::owned",
}
CircuitBreaker.state = property(lambda self, state=CircuitBreaker.state.fget: _odd[state(self)])
"""


@pytest.mark.browser
@pytest.mark.usefixtures("forked")
def test_names_of_states_are_text(show: Callable[..., Page], tmp_path: Path) -> None:
    """They are written into strips, which are wide enough for them: in the course that students get."""
    (tmp_path / "work" / "circuit_breaker").mkdir(parents=True)
    source = (ROOT / "solutions" / "circuit_breaker" / "circuit_breaker.py").read_text("utf-8") + STATES
    (tmp_path / "work" / "circuit_breaker" / "circuit_breaker.py").write_text(source, "utf-8")
    places = ["--course", str(ROOT), "--submission", str(tmp_path / "work"), "--out", str(tmp_path / "report")]
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        assert run(["check", "circuit_breaker", *places]) == 0
    html = (tmp_path / "report" / "report.html").read_text("utf-8")
    assert [] == list(unsafe(said.getvalue(), html, MARK))
    assert 'class="v n' in html, "no strip is drawn"
    page = show(html, width=1000)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert ([], []) == (page.evaluate(COVERED), page.evaluate(SPILLS))


ON_A_TERMINAL = (
    "escapes_in_exceptions",
    "summary_imitated_in_exceptions",
    "names_of_files_beside",
    "markup_in_what_is_printed",
)
on_a_terminal = pytest.mark.parametrize("name", ON_A_TERMINAL)


def command(name: str, work: Path) -> list[str]:
    """The command as a student would type it."""
    places = ["--course", str(COURSE), "--submission", str(laid_out(name, work)), "--out", str(work / "report")]
    return [sys.executable, "-m", "grader", "check", *places]


@on_a_terminal
def test_only_our_own_sequences_reach_a_terminal(name: str, tmp_path: Path) -> None:
    """What is not a colour or the line that follows the tests would be theirs."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command(name, tmp_path), cwd=ROOT, stdout=theirs, stderr=theirs, stdin=theirs) as process:
        os.close(theirs)
        sent = b"".join(_read(ours))
    os.close(ours)
    assert 0 == process.returncode, sent.decode()
    assert f"\x1b[32m{MARK}".encode() not in sent
    rest = OURS.sub("", sent.decode("utf-8")).replace("\r\n", "\n")
    assert "A course to attack" in rest
    assert [] == sorted({char for char in rest if not char.isprintable() and char != "\n"})


def _read(descriptor: int) -> Iterator[bytes]:
    """Everything up to the end of the last process that holds the other side."""
    while True:
        try:
            part = os.read(descriptor, 1 << 16)
        except OSError:  # Linux's way to say that the other side is closed
            return
        if not part:
            return
        yield part


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A terminal of 80 columns that draws, without anybody's settings. It is not there everywhere: then skipped."""
    found = shutil.which("tmux")
    if found is None:
        pytest.skip("tmux is not installed; that no sequence of theirs is sent is tested without it")
    base = [found, "-S", str(tmp_path / "tmux"), "-f", os.devnull]

    def tell(*arguments: Any) -> str:
        words = [*base, *map(str, arguments)]
        return subprocess.run(words, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout

    yield tell
    subprocess.run([*base, "kill-server"], check=False, capture_output=True, timeout=PATIENCE)


@on_a_terminal
def test_a_terminal_shows_our_lines_and_keeps_its_title(tmux: Callable[..., str], name: str, tmp_path: Path) -> None:
    """Each row of the screen, broken ones too, begins as ours do; the title is nobody's but the terminal's."""
    asked = "; ".join(["tmux wait-for -S done", "cat"])
    shell = f"{' '.join(map(repr, command(name, tmp_path)))}; {asked}"
    tmux("new-session", "-d", "-x", 80, "-y", 120, "-c", ROOT, "sh", "-c", shell)
    before = tmux("display-message", "-p", "#{host}").strip()
    tmux("wait-for", "done")
    rows = [row for row in tmux("capture-pane", "-p").splitlines() if row]
    title = tmux("display-message", "-p", "#{pane_title}").strip()
    assert before == title
    assert rows[0].startswith("A course to attack  ")
    assert [] == [row for row in rows[: _report(rows)] if not LINES.match(row)]


def _report(rows: list[str]) -> int:
    """Where the last line is: the path of the report, which may be broken as it likes."""
    return next(number for number, row in enumerate(rows) if row.startswith("Report: "))
