"""The rules that run code, on a sound course and on one in which nearly every rule is broken at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from course_drafts import Draft, copy_of_small, shown

from grader.verify.depth import Depth
from grader.verify.finding import Finding
from grader.verify.gate import verify_topic

HIDDEN = "solutions/parcel/hidden/test_price.py"
WEIGH = "solutions/parcel/hidden/test_weigh.py"
SUPPORT = "solutions/parcel/hidden/support.py"
MORE_TESTS = '''

@pytest.mark.task("price", points=1)
def test_is_easily_pleased(student):
    """Whatever comes back will do."""
    assert student.price(10) is not None, "None came back"


@pytest.mark.task("price", points=1)
def test_compares_with_what_is_left(student):
    """A list that the student's code could change is what the answer is held against."""
    items = [("a", 5)]
    found = student.weigh(items)
    assert found == 5 or found == items == [], "something else came back"


@pytest.mark.task("price", points=1)
def test_is_pleased_once(student):
    """Nothing is raised at first, and something is raised then."""
    student.price(10)
    with student.raises("DepotUnavailable"):
        student.price(20)


@pytest.mark.task("price", points=1)
def test_looks_the_other_way(student):
    """An exception is expected, whichever it is."""
    try:
        student.price(-1)
    except Exception:
        return
    assert True, "never said"

'''

MORE_OF_WEIGH = '''

@pytest.mark.task("weigh", points=1)
def test_depends_on_the_answer(student):
    """It asks the result for what it has not got."""
    student.weigh([("a", 1)])
    raise __import__("grader.errors").errors.GraderFault("a test that breaks")
'''

ONE_MORE_TEST = '''

@pytest.mark.task("price", points=0)
def test_nothing(student, depot):
    """What weighs nothing has no price."""
    with student.raises("DepotUnavailable"):
        student.price(0)
'''

Findings = dict[str, list[str]]


def findings(draft: Draft, *, depth: Depth = Depth.FULL) -> Findings:
    """The problems by rule."""
    found: list[Finding] = []
    verify_topic(draft.course, draft.topic, lambda _, finding: found.append(finding), depth=depth)
    return {finding.rule: shown(finding, draft.folder) for finding in found}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """What the gate finds in a course with many faults."""
    draft = copy_of_small(tmp_path_factory.mktemp("broken") / "small")
    wrong = "solutions/parcel/wrong"
    draft.edit(f"{wrong}/depot_gone.py", "Fails: test_survives_a_depot_that_is_gone", "It names nothing.")
    draft.edit(
        f"{wrong}/own_prices.py", "test_asks_the_depot", "test_asks_the_depot, test_survives_a_depot_that_is_gone"
    )
    draft.edit(f"{wrong}/first_item_only.py", "Fails: ", "Fails: test_of_old, test_asks_the_depot, ")
    draft.edit(f"{wrong}/no_limits.py", "test_refuses_an_empty_parcel,\n    ", "")
    draft.write(f"{wrong}/no_python.py", '"""Fails: test_asks_the_depot"""\nprice(')
    draft.edit(f"{wrong}/first_item_only.py", "Breaks the whole: ", "")
    draft.write(f"{wrong}/no_graft.py", '"""Fails: test_asks_the_depot"""\nprint(1)')
    draft.edit("solutions/parcel/right/one_client.py", "total = 0", "total = 1")
    (draft.folder / "solutions/parcel/right/asynchronous.py").unlink()
    text = (draft.folder / HIDDEN).read_text("utf-8")
    draft.write(HIDDEN, text + MORE_TESTS)
    draft.write(WEIGH, (draft.folder / WEIGH).read_text("utf-8") + MORE_OF_WEIGH)
    return findings(draft)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """What the gate finds in the small course, with every mutant."""
    return findings(copy_of_small(tmp_path_factory.mktemp("sound") / "small"), depth=Depth.EVERY_MUTANT)


def has(problems: list[str], *parts: str) -> bool:
    """Whether one of the problems has all these parts."""
    return any(all(part in problem for part in parts) for problem in problems)


def test_all_rules_hold_for_a_sound_course(sound: Findings) -> None:
    """The small course proves itself, all mutants of its reference included."""
    assert {rule: [] for rule in sound} == sound


def test_every_rule_is_looked_at_however_many_are_broken(sound: Findings, broken: Findings) -> None:
    """One broken rule hides no other."""
    assert list(sound) == list(broken)


REFERENCE = "the reference passes every test, twice, in any order"
SKELETON = "the blank skeleton passes nothing, and each test says not done"
RIGHT = "every right answer gets full marks"
WRONG = "every wrong answer fails exactly the tests that it names"
CAUGHT = "every hidden test is failed by a wrong answer"
SLIP = "one slip costs at most a fifth of the points"
STUBS = "a stub earns nothing"
UNSOUND = "no test and no service breaks, whatever is handed in"
POINTS = "every task has tests, and their points add up"


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        (POINTS, ["topic.yaml:", "weigh give 4 points, topic.yaml says 3"]),
        (REFERENCE, ["solutions/parcel/parcel.py", "test_depends_on_the_answer", "grader_error"]),
        (REFERENCE, ["test_depends_on_the_answer in another order"]),
        (SKELETON, [f"{HIDDEN}:", "test_looks_the_other_way ends as passed"]),
        (RIGHT, ["right/one_client.py is right, but test_weighs_everything does not pass"]),
        (RIGHT, ["1 file under right/, not 2"]),
        (WRONG, ["wrong/depot_gone.py:1", "its docstring names no test"]),
        (WRONG, ["wrong/own_prices.py:3", "test_survives_a_depot_that_is_gone is named but is blocked"]),
        (WRONG, ["wrong/first_item_only.py:3", "there is no test test_of_old"]),
        (WRONG, ["wrong/first_item_only.py:3", "test_asks_the_depot is named but passes"]),
        (WRONG, ["wrong/no_limits.py:3", "test_refuses_an_empty_parcel fails (failed) without being named"]),
        (WRONG, ["wrong/no_python.py:2", "no Python"]),
        (WRONG, ["wrong/no_graft.py:2", "a statement that has no place in a graft: print(1)"]),
        (CAUGHT, [f"{HIDDEN}:", "no wrong answer fails test_looks_the_other_way"]),
        (SLIP, ["wrong/first_item_only.py: it costs", "failed: test_weighs_everything (2)"]),
        (SLIP, ["blocked: test_refuses_an_empty_parcel (1, needs test_weighs_everything)"]),
        (STUBS, ["test_is_easily_pleased gives 1 points", "`return True`"]),
        (STUBS, ["test_compares_with_what_is_left gives 1 points", "`empty every argument and return the first`"]),
        (STUBS, ["test_looks_the_other_way gives 1 points", "`raise DepotUnavailable`"]),
        (STUBS, ["test_is_pleased_once gives 1 points", "`return None once, then raise DepotUnavailable`"]),
        (UNSOUND, [f"{WEIGH}:", "test_depends_on_the_answer ends as grader_error"]),
    ],
)
def test_finds_what_is_broken(broken: Findings, rule: str, parts: list[str]) -> None:
    """Each fault is told under its rule, with file and line."""
    assert has(broken[rule], *parts), broken[rule]


def test_tells_of_a_service_that_fails(draft: Draft) -> None:
    """A service that breaks while it answers is the author's to mend, though the student's code copes with it."""
    draft.edit(SUPPORT, 'if request.url.path != "/price":', 'if request.url.params["grams"] == "0":')
    draft.edit(SUPPORT, "            return httpx.Response(404)", "            raise KeyError(1)")
    draft.write(HIDDEN, (draft.folder / HIDDEN).read_text("utf-8") + ONE_MORE_TEST)
    expected = "with solutions/parcel/parcel.py: a service failed in test_nothing: depot.test: KeyError: 1"
    assert has(findings(draft)[UNSOUND], expected)


def test_finds_a_survivor_and_takes_a_reason_for_it(draft: Draft) -> None:
    """A change that no test notices is told, unless it is listed with the reason why it makes no difference."""
    rule = "mutants of every right answer are killed"
    unused = "".join(f"    unused = {number}  # noqa: F841\n" for number in range(1, 7))
    draft.edit("solutions/parcel/parcel.py", "    if not items:", f"{unused}    if not items:")
    before = findings(draft, depth=Depth.EVERY_MUTANT)[rule]
    ids = [f"weigh: {number} → {number + 1}" for number in range(1, 7)]
    listed = "".join(f"- mutant: '{id}'\n  reason: nobody uses it\n" for id in [*ids, "gone"])
    path = "solutions/parcel/equivalent_mutants.yaml"
    draft.write(path, (draft.folder / path).read_text("utf-8") + listed)
    after = findings(draft, depth=Depth.EVERY_MUTANT)[rule]
    survivors = [
        f"solutions/parcel/parcel.py:{line}: no test notices this change: {id}" for line, id in enumerate(ids, 16)
    ]
    stale = "solutions/parcel/equivalent_mutants.yaml:15: there is no mutant 'gone'"
    assert (survivors, [stale]) == (before, after)


def test_finds_a_hidden_line_in_a_result(draft: Draft) -> None:
    """A message that quotes the suite would tell the student the test."""
    line = "found = student.weigh(items)"
    leak = f'assert found == grams, "{line} gave something else"  '
    text = (draft.folder / WEIGH).read_text("utf-8")
    begin, end = text.index("assert found == grams, explain("), text.index('@pytest.mark.task("weigh", points=1')
    draft.write(WEIGH, text[:begin] + leak + "\n\n\n" + text[end:])
    draft.edit(WEIGH, "student.weigh(items)\n", "student.weigh(items)  # not for everybody\n")
    draft.edit(WEIGH, "found", "found_in_there")
    found = findings(draft)["nothing of solutions/ is in a result or report"]
    assert has(found, "can be read here: found_in_there = student.weigh(items)")


def test_tells_of_a_suite_that_can_not_be_collected(draft: Draft) -> None:
    """The rules that read have still been looked at."""
    draft.edit(SUPPORT, "import httpx", "import no_such_module")
    found = findings(draft)
    assert has(found["the suite can be collected"], "no_such_module")


def test_misses_the_reference(draft: Draft, tmp_path: Path) -> None:
    """Without a reference nothing is run, and that is told."""
    (draft.folder / "solutions/parcel/parcel.py").unlink()
    found = findings(draft)
    assert ["solutions/parcel/parcel.py: this file is missing"] == found["there is all that can be run"]
