"""The page, read by a parser."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest

from grader.report.html import MOST_BYTES, InstructorTopic, InstructorView, render_html
from grader.result.model import (
    Event,
    Evidence,
    Excerpt,
    Moved,
    NextStep,
    Outcome,
    Result,
    SelfCheck,
    Since,
    TopicResult,
)

from .build import missed, task, topic
from .hostile import hostile
from .sample import ANSWERS, all_right, complete, full_course, half_right, result_of, untouched
from .sample_breaker import RETRIES, breaker
from .sample_tokens import tokens

VOID = {"meta", "br", "path", "rect", "circle", "use", "base", "img", "link"}


class Page(HTMLParser):
    """Tags with their attributes, whether all were closed, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.crossed: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        if not self.stack or self.stack[-1] != "style":
            self.text += data

    def words(self) -> str:
        return re.sub(r"\s+", " ", self.text)


def page(result: Result) -> Page:
    return Page(render_html(result))


ALL = pytest.mark.parametrize(
    "result",
    [half_right(), complete(), all_right(), untouched(), hostile(), result_of()],
    ids=["half_right", "complete", "all_right", "untouched", "hostile", "empty"],
)


@ALL
def test_the_page_is_well_formed(result: Result) -> None:
    """Every tag that opens is closed in order, whatever a student wrote."""
    read = page(result)
    assert ([], []) == (read.stack, read.crossed)


@ALL
def test_there_is_nothing_active(result: Result) -> None:
    """No script, no frame, no form, no picture, no style but our own."""
    tags = {tag for tag, _ in page(result).tags}
    assert set() == tags & {
        "script",
        "iframe",
        "object",
        "embed",
        "form",
        "img",
        "link",
        "base",
        "audio",
        "video",
        "a:href",
    }


@ALL
def test_no_attribute_can_act(result: Result) -> None:
    """No handlers, no style attributes, and links lead into the page or to http."""
    bad = [
        (tag, name, value)
        for tag, attributes in page(result).tags
        for name, value in attributes.items()
        if name.startswith("on")
        or name in ("style", "src", "srcdoc", "action")
        or (name in ("href", "xlink:href") and not re.match(r"#[\w-]+$|https?://", value or ""))
    ]
    assert [] == bad


@ALL
def test_ids_are_unique(result: Result) -> None:
    """An anchor leads to one place."""
    ids = [attributes["id"] for _, attributes in page(result).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@ALL
def test_links_into_the_page_arrive(result: Result) -> None:
    """Every anchor that is linked to exists."""
    tags = page(result).tags
    ids = {attributes.get("id") for _, attributes in tags}
    hrefs = {str(attributes["href"])[1:] for _, attributes in tags if str(attributes.get("href", "")).startswith("#")}
    assert set() == hrefs - ids


def test_the_policy_forbids_everything_but_our_style() -> None:
    """Not even a style attribute could act: the policy names the one style sheet by its hash."""
    metas = [attributes for tag, attributes in page(half_right()).tags if tag == "meta"]
    policy = next(str(meta["content"]) for meta in metas if meta.get("http-equiv") == "Content-Security-Policy")
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; img-src 'none'; script-src 'none'; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )


@pytest.mark.parametrize("failing", [0, 10, 20])
def test_the_full_course_fits(failing: int) -> None:
    """Fourteen topics of twenty tests stay under 500 kB, even if all of them fail with a drawing each."""
    assert len(render_html(full_course(14, 20, failing=failing)).encode()) < MOST_BYTES


def test_says_when_it_is_shortened() -> None:
    """What is left out is announced."""
    assert "There was too much to show it all" in page(full_course(14, 20)).words()


def test_a_half_finished_course_still_has_drawings() -> None:
    """Of the full course, the first failing tests of each topic are drawn."""
    drawings = [
        1 for tag, attributes in page(full_course(14, 20)).tags if tag == "svg" and attributes.get("class") == "sq"
    ]
    assert len(drawings) >= 14


def test_a_course_of_thirteen_half_right_topics_fits() -> None:
    """With fifty tests a topic, of which a quarter fail for a reason each."""
    assert len(render_html(full_course(13, 50, failing=12)).encode()) < MOST_BYTES


def test_one_card_is_open() -> None:
    """That to which the next best step leads; each of the others tells in a line what it is about."""
    opened = re.findall(r'<article class="card [a-z_]+">\s*<details( open)?>', render_html(half_right()))
    assert (1, " open") == (sum(map(bool, opened)), opened[0])
    assert 1 < len(opened)


def test_the_open_card_is_told_in_full() -> None:
    """With its drawing, even where there is room for no other."""
    crowded = full_course(13, 50, failing=30)
    result = msgspec.structs.replace(crowded, next_step=NextStep("topic3", "task0", "A task", "One test.", 1.0))
    drawings = [1 for tag, attributes in page(result).tags if tag == "svg" and attributes.get("class") == "sq"]
    assert 1 == len(drawings)


def test_a_topic_that_needs_no_look_is_one_line() -> None:
    """Nothing done, or everything: it opens if one wants to read it."""
    for result in (untouched(), all_right()):
        sections = [attributes.get("class") for tag, attributes in page(result).tags if tag == "section"]
        assert len(result.topics) == sections.count("topic folded")


def test_what_has_changed_stands_before_everything_else() -> None:
    """What was fixed, what broke, and what can be told of only now, each leading to where it is told."""
    result = breaker()
    outcomes = {test.outcome: Moved(result.id, test.id) for test in result.tests}
    fixed, broken = outcomes[Outcome.PASSED], outcomes[Outcome.FAILED]
    read = page(msgspec.structs.replace(complete(), since=Since((fixed,), (broken,))))
    words = read.words()
    titles = {test.id: test.title.replace("`", "") for test in result.tests}
    assert words.index("Since the last run") < words.index(titles[fixed.test]) < words.index("Map of the course")
    assert words.index("Since the last run") < words.index(titles[broken.test]) < words.index("Map of the course")


def test_without_a_last_run_nothing_is_said_of_it() -> None:
    """Nor where nothing has changed."""
    assert "Since the last run" not in page(complete()).words()


def test_the_hostile_page_is_bounded() -> None:
    """Megabytes in every field do not make megabytes of page."""
    assert len(render_html(hostile()).encode()) < MOST_BYTES


def test_the_same_result_gives_the_same_page() -> None:
    """Rendering is pure."""
    assert render_html(half_right()) == render_html(half_right())


def test_an_incomplete_score_is_marked_as_not_final() -> None:
    """Beside the number, in the title, and as the first thing said."""
    words = page(half_right()).words()
    assert all(
        part in words
        for part in (
            "Not final: 24 of 51",
            "Not final: so far 24 of 51 points",
            "This result is not complete. 2 tests have no verdict yet, worth up to 2 more points.",
        )
    )


def test_a_complete_score_is_plain() -> None:
    """Without any doubt around it."""
    words = page(complete()).words()
    assert ("18 of 40 points" in words, "ot final" in words) == (True, False)


def test_the_ledger_adds_up_on_the_page() -> None:
    """The sum of the lines is the total below them, as printed."""
    table = render_html(complete()).split("<tbody>")[1].split("</table>")[0]
    rows = [re.findall(r"<td>([^<]*)</td>", row) for row in table.split("</tr>") if "<td>" in row]
    *lines, total = [(float(row[-2]), float(row[-1])) for row in rows]
    assert total == (sum(line[0] for line in lines), sum(line[1] for line in lines))


def test_a_ledger_that_does_not_add_up_is_shouted() -> None:
    """A wrong sum is the grader's fault, and is never hidden."""
    wrong = msgspec.structs.replace(complete(), score=39.0)
    assert "The ledger does not add up" in page(wrong).words()


def test_protections_that_did_not_hold_are_said_at_the_top() -> None:
    """And which, with the reason, at the end."""
    words = page(half_right()).words()
    assert words.index("This run was not fully isolated.") < words.index("namespaces did not hold: this kernel")


def test_the_model_answer_is_shown_only_once_attempted() -> None:
    """A question without an answer shows neither model answer nor points."""
    unattempted = msgspec.structs.replace(ANSWERS[2], model_answer="", points=())
    words = page(result_of(self_check=SelfCheck((unattempted,)))).words()
    assert ("Not attempted yet" in words, "Model answer" in words) == (True, False)


@pytest.mark.parametrize(
    ("counts", "said"), [(False, "it does not count"), (True, "these answers count: 2 of 10 points")]
)
def test_the_self_check_says_whether_it_counts(counts: bool, said: str) -> None:
    """Formative unless an instructor decides otherwise."""
    assert said in page(result_of(self_check=SelfCheck(ANSWERS, counts, 2, 10))).words()


def test_a_blocked_test_leads_to_what_it_waits_for() -> None:
    """Once for all that wait, by a link with that test's sentence."""
    assert "1 test waits for The keys are fetched once" in page(half_right()).words()


def test_an_outcome_that_is_not_the_students_fault_says_so() -> None:
    """Not run and grader error do not count against anybody."""
    words = page(half_right()).words()
    assert (True, True) == (
        "This test never started. It does not count against you." in words,
        "The grader failed here, not your code." in words,
    )


def test_backticks_in_a_phrase_become_code_and_nothing_else_does() -> None:
    """A phrase may quote code; it is not Markdown."""
    whole = tokens()
    test = msgspec.structs.replace(whole.tests[6], happened="`a` **b** <b>")
    shown = render_html(result_of(msgspec.structs.replace(whole, tests=(*whole.tests[:6], test, *whole.tests[7:]))))
    assert '<dd><bdi class="s"><code>a</code> **b** &lt;b&gt;</bdi></dd>' in shown


def test_hints_beyond_those_unlocked_are_not_in_the_page() -> None:
    """It says how many there are, and how to get the next one."""
    words = page(half_right()).words()
    assert "Hints: 2 of 3 unlocked" in words
    assert "Hint 3 of 3 unlocks after another failing try with changed code." in words


INSTRUCTOR = InstructorTopic(
    {"test_refuses_a_token_for_somebody_else": "def test_secret(): ..."},
    {"test_refuses_a_token_for_somebody_else": "@@ -1 +1 @@\n-a\x0c+owned\u2028+owned\x85+owned\n+b"},
)


def test_only_an_instructors_page_shows_suite_and_reference() -> None:
    """Each beside the test that failed. The student's page has no place for them."""
    view = InstructorView({"tokens": INSTRUCTOR})
    with_view, without = render_html(half_right(), instructor=view), render_html(half_right())
    card = with_view.split("A token for another audience is refused.")[1].split("</article>")[0]
    assert (True, True) == ("def test_secret()" in card, "Instructor’s copy" in with_view)
    assert ("test_secret" in without, "nstructor" in without) == (False, False)


def test_a_file_that_could_not_be_read_is_explained_in_its_topic() -> None:
    """With the message, and without pretending that the tests ran."""
    broken = msgspec.structs.replace(untouched(1).topics[0], problem="Line 3: '(' was never closed.")
    assert "This file could not be used as it is. Line 3: '(' was never closed." in page(result_of(broken)).words()


def test_a_link_to_read_that_is_no_web_address_is_text() -> None:
    """A topic.yaml may say what it wants; only http and https become links."""
    assert "javascript" not in {str(attributes.get("href"))[:10] for _, attributes in page(hostile()).tags}


def _with_message(length: int) -> Page:
    tests = [msgspec.structs.replace(test, happened="x" * length) for test in tokens().tests]
    return page(result_of(msgspec.structs.replace(tokens(), tests=tuple(tests))))


@pytest.mark.parametrize(("length", "folds"), [(600, False), (601, True)])
def test_a_long_message_is_behind_a_line_that_opens(length: int, folds: bool) -> None:
    """It would push the verdicts that follow away."""
    found = _with_message(length)
    assert folds == ("What happened, in full" in found.text)
    assert "x" * min(length, 599) in found.text


def test_a_difference_has_no_lines_but_its_own() -> None:
    """What ends no line of Python's ends none of a difference: it could look like one of the reference's."""
    html = render_html(result_of(tokens()), instructor=InstructorView({"tokens": INSTRUCTOR}))
    shown = re.findall(r'<bdi class="(at|add|del)">([^<]*)</bdi>', html)
    assert [("at", "@@ -1 +1 @@"), ("del", "-a␌+owned⟨U+2028⟩+owned⟨U+0085⟩+owned"), ("add", "+b")] == shown


def test_a_note_beside_the_code_is_isolated() -> None:
    """It names a function, which may be called in letters that run the other way."""
    html = render_html(half_right())
    notes = re.findall(r'<span class="note">(.*?)</span>', html)
    assert notes
    assert {True} == {bool(re.fullmatch("<bdi>[^<]+</bdi>", note)) for note in notes}


@pytest.mark.parametrize("sign", ["&", '"', "\u202e", "𒐫", "("])
def test_the_full_course_fits_whatever_is_in_it(sign: str) -> None:
    """A sign may take six letters in HTML, or eight to be made visible, in every field of 280 tests."""
    text = sign * 4000
    lines = Excerpt("vault.py", 7, 4, tuple(f"{text[:190]}{number}" for number in range(7)), "in f")
    steps = tuple(
        Event(float(number), "request", "student", "shop.test", text[:120], text[:2000]) for number in range(120)
    )
    said = {"message": text, "happened": text, "output": text, "excerpts": (lines,), "evidence": Evidence(steps)}
    full = full_course(14, 20, failing=20)
    tests = (tuple(msgspec.structs.replace(test, **said) for test in topic.tests) for topic in full.topics)
    topics = tuple(
        msgspec.structs.replace(topic, tests=these, problem=text, excerpts=(lines,))
        for topic, these in zip(full.topics, tests, strict=True)
    )
    page = render_html(msgspec.structs.replace(full, topics=topics))
    assert len(page.encode()) < MOST_BYTES
    assert 280 == page.count('<span class="out">Failed</span>')


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("jane-doe", "Report for jane-doe"),
        ("jane.doe_42", "Report for jane.doe_42"),
        ("Jane Doe", "Report for “Jane Doe”"),
        ("12 of 12 points", "Report for “12 of 12 points”"),
        ("x " * 50, "Report for “" + "x " * 22 + "x…”"),
    ],
)
def test_a_name_that_may_be_a_sentence_is_in_quotes(name: str, shown: str) -> None:
    """A student chooses it, and it stands above the score."""
    submission = msgspec.structs.replace(complete().submission, name=name)
    assert shown in page(msgspec.structs.replace(complete(), submission=submission)).words()


def _repeated(*outcomes: Outcome) -> TopicResult:
    """A topic of one task: each test that failed did so at the same line, and the blocked ones wait for the first."""
    same = {"cause": "KeyError at keys.py, line 3", "evidence": RETRIES.evidence, "blocked_by": ("test_0",)}
    tests = tuple(
        missed(f"test_{n}", "only", f"Number {n} is right.", outcome, **same) for n, outcome in enumerate(outcomes)
    )
    return topic("keys", "Keys", "", (task("only", "The only task", tests),), tests)


def test_one_cause_is_one_card_with_one_drawing() -> None:
    """It lists what it costs; each test is a line in its task, which leads there."""
    read = page(result_of(_repeated(Outcome.ERROR, Outcome.FAILED, Outcome.FAILED, Outcome.BLOCKED)))
    drawings = [attributes for tag, attributes in read.tags if tag == "svg" and attributes.get("class") == "sq"]
    leads = [attributes for tag, attributes in read.tags if tag == "a" and attributes.get("href") == "#topic-1-cause-1"]
    assert (1, 4) == (len(drawings), len(leads))  # three lines and what waits
    assert "It costs 3 tests, 3 points; 1 more test waits until it is mended (1 point)." in read.words()


def test_a_task_whose_tests_all_wait_has_been_started() -> None:
    """At least nobody knows that it has not; it says what they wait for, once."""
    waiting = (Outcome.BLOCKED,) * 3
    one = _repeated(*waiting)
    words = page(result_of(one)).words()
    assert (False, True) == ("Not started" in words, "Waits for another task" in words)


def test_a_topic_that_was_not_handed_in_is_no_broken_file() -> None:
    """One file came on its own: the score says out of what, and the others are not told as failures."""
    absent = msgspec.structs.replace(
        _repeated(Outcome.ERROR), problem="It was not handed in.", handed_in=False, score=0
    )
    words = page(result_of(tokens(), absent)).words()
    assert (True, True, False) == (
        "in what was handed in" in words,
        "Not handed in" in words,
        "could not be used" in words,
    )


def test_the_ledger_is_there_only_if_it_says_more_than_the_map() -> None:
    """As weights do, or points that are undecided, or the self-check."""
    plain, weighted = (result_of(msgspec.structs.replace(tokens(), weight=weight)) for weight in (1, 2))
    assert (False, True) == ("Ledger" in page(plain).words(), "Ledger" in page(weighted).words())


def test_an_excerpt_that_begins_inside_a_docstring_is_coloured_as_python_reads_it() -> None:
    """Its first lines are text, and what follows is code."""
    lines = ("    Three.", '    """', "    return 1")
    one = Excerpt("keys.py", 7, 5, lines, "in f", fault=True, within='"""')
    found = missed("a", "issue", "A.", Outcome.ERROR, excerpts=(one,))
    html = render_html(result_of(msgspec.structs.replace(tokens(), tests=(found,))))
    assert '<i class="k">return </i>' in html
    assert '<i class="s">    Three.</i>' in html


def test_only_the_line_at_fault_is_red() -> None:
    """A line that is shown because the test's own exception came through it is where to look, and no more."""
    one = Excerpt("keys.py", 2, 1, ("a", "b"), "the test's own KeyError comes through here")
    red, plain = (msgspec.structs.replace(one, fault=fault) for fault in (True, False))
    shown = [
        render_html(result_of(msgspec.structs.replace(tokens(), tests=(missed("a", "issue", "A.", excerpts=(each,)),))))
        for each in (red, plain)
    ]
    assert [True, False] == ['<li class="here">' in html for html in shown]


@pytest.mark.parametrize(("todo", "said"), [("queue", True), ("fallbacks", False)])
def test_a_test_that_needs_what_another_task_has_not_written_says_so(todo: str, said: bool) -> None:
    """One that needs what its own task has not written is not done, and that is all there is to say."""
    lines = ("def pay(self):", f"    # TODO({todo})", "    raise NotImplementedError")
    unwritten = Excerpt("shop.py", 3, 1, lines, "in pay", fault=True)
    tests = (missed("t", "fallbacks", "Whatever was asked.", Outcome.NOT_DONE, excerpts=(unwritten,)),)
    shown = page(result_of(topic("shop", "Shop", "A shop.", (task("fallbacks", "Fall back", tests),), tests)))
    assert said == ("Whatever was asked. Waits for pay" in shown.words())
