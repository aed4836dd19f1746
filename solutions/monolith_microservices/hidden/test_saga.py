"""Task ``saga``: all steps done, or all undone, whatever happens in between."""

from __future__ import annotations

from asyncio import CancelledError

import httpx
import pytest

from grader.suite import explain

from .support import Books, expect_keys, expect_log, said

HALF = "an order that is half done is a customer who pays for nothing"
TWICE = "what is called twice happens twice, unless the service remembers the key"


@pytest.fixture
def books(student):
    """Steps that write down each call."""
    return Books(student)


@pytest.mark.task(
    "saga", points=1, spec="Steps are done in their order, one after the other. If all are done, `run` returns `True`."
)
def test_does_all_steps_in_order(books):
    """With every step done, run returns True; each step got its key, whatever it returned."""
    said(books.saga("reserve", "charge", "ship").run("order-7"), True, "three steps that were done")
    expect_log(books, ["do reserve", "do charge", "do ship"])
    expect_keys(books, "order-7")
    said(books.saga().run("order-8"), True, "no steps at all")


@pytest.mark.task("saga", points=1, spec="no later step is done, and the steps are undone, **the last first**")
def test_undoes_the_last_step_first(books):
    """When a step is refused, those before it are undone in reverse order, and it is not."""
    books.trouble["do ship"] = False
    said(books.saga("reserve", "charge", "ship", "mail").run("a1"), False, "a step that was refused")
    done = ["do reserve", "do charge", "do ship"]
    expect_log(books, [*done, "undo charge", "undo reserve"], why=HALF)
    expect_keys(books, "a1")


@pytest.mark.task(
    "saga", points=1, spec="the step is **in doubt**: it may have been done. So it is undone as well, before the others"
)
def test_undoes_the_step_in_doubt(student):
    """Whatever a step raised, it may have been done, and is undone as well."""
    for trouble in (ConnectionError("gone"), TimeoutError("late"), ValueError("odd"), httpx.ReadTimeout("late")):
        books = Books(student)
        books.trouble["do charge"] = trouble
        said(books.saga("reserve", "charge", "ship").run("a2"), False, f"a {type(trouble).__name__}")
        wanted = ["do reserve", "do charge", "undo charge", "undo reserve"]
        expect_log(books, wanted, tried=f"charge raises {type(trouble).__name__}", why=HALF)


@pytest.mark.task(
    "saga", points=1, spec="A step whose `undo` is `None` is passed over, and those before it are undone all the same."
)
def test_passes_over_what_cannot_be_undone(books):
    """Steps without an undo stop nothing."""
    books.trouble["do ship"] = ConnectionError("gone")
    saga = books.saga("reserve", "mail", "charge", "ship", without=("mail", "ship"))
    said(saga.run("a3"), False, "a step that failed")
    expect_log(books, [f"do {n}" for n in ("reserve", "mail", "charge", "ship")] + ["undo charge", "undo reserve"])


@pytest.mark.task(
    "saga", points=1, spec='Whatever else it returns (`None`, `0`, `""`, `[]` too) means that the step is done.'
)
def test_takes_every_other_answer_for_done(student):
    """Only False is a refusal; what else a step returns means that it is done."""
    for answer in (None, 0, "", [], {}, "False", True, {"charged": False}):
        books = Books(student)
        books.trouble["do charge"] = answer
        said(books.saga("charge", "ship").run("a9"), True, f"a step that returned {answer!r}")
        expect_log(books, ["do charge", "do ship"], tried=f"charge returns {answer!r}")


@pytest.mark.task("saga", points=1, spec="`ValueError` if two of them have the same name")
def test_refuses_two_steps_of_one_name(student, books):
    """Two steps of one name would share their key."""
    said(books.saga("pay", "Pay").run("a4"), True, "two steps of different names")
    with student.raises("ValueError", why="the service would take the second for a repetition of the first"):
        books.saga("pay", "ship", "pay")


@pytest.mark.task(
    "saga",
    points=1,
    spec="`run` raises `CompensationFailed` with the step's name. The steps before it are not undone yet.",
)
def test_says_which_compensation_failed(student):
    """A compensation that fails is told by its step's name, and nothing before it is undone."""
    for trouble in (ConnectionError("gone"), KeyError("odd"), OSError("no")):
        books = Books(student)
        books.trouble = {"do ship": TimeoutError("late"), "undo charge": trouble}
        with student.raises("CompensationFailed", why="half an order is left, and somebody must know") as caught:
            books.saga("reserve", "charge", "ship").run("a5")
        assert caught.value.step == "charge", explain("the step 'charge'", f"{caught.value.step!r}")
        done = ["do reserve", "do charge", "do ship"]
        expect_log(books, [*done, "undo ship", "undo charge"])


@pytest.mark.task(
    "saga",
    points=1,
    spec="after `CompensationFailed` it tries that compensation again, then those left, and returns `False`",
)
def test_goes_on_undoing(student, books):
    """Run again, by a new saga with the same journal: it goes on with the compensation that failed."""
    journal = student.Journal()
    books.trouble = {"do ship": TimeoutError("late"), "undo charge": ConnectionError("gone")}
    names = ("reserve", "charge", "ship")
    for saga in (books.saga(*names, journal=journal), books.saga(*names, journal=journal)):
        books.log.clear()
        with student.raises("CompensationFailed"):
            saga.run("a6")
    expect_log(books, ["undo charge"], tried="the second of two runs", why=TWICE)
    books.log.clear()
    books.trouble.clear()
    said(books.saga(*names, journal=journal).run("a6"), False, "the last compensations")
    expect_log(books, ["undo charge", "undo reserve"], tried="the third run", why=TWICE)


@pytest.mark.task("saga", points=1, spec="A finished one returns what it returned, and calls nothing.")
def test_a_finished_saga_calls_nothing(student, books):
    """Run again when all is done, or all undone: the same result, and no call. Another id is another saga."""
    journal = student.Journal()
    for number, trouble in (("b1", None), ("b2", False), ("b3", TimeoutError("late"))):
        books.trouble["do ship"] = trouble
        first = books.saga("pay", "ship", journal=journal).run(number)
        assert first is (trouble is None), explain(f"{trouble is None}", f"{first}", tried=f"the saga {number}")
    books.trouble.clear()
    books.log.clear()
    saga = books.saga("pay", "ship", journal=journal)
    again = [saga.run(number) for number in ("b1", "b2", "b3", "b1")]
    assert again == [True, False, False, True], explain("what each returned before", f"{again}")
    expect_log(books, [], why=TWICE)
    said(saga.run("b"), True, "a saga of a new id")
    expect_log(books, ["do pay", "do ship"])


@pytest.mark.task(
    "saga", points=1, spec="The next `run` calls what was broken off again, with the same key, goes on from there"
)
def test_goes_on_after_a_crash(student, books):
    """A crash undoes nothing; the next run repeats what was broken off, and nothing before it."""
    journal = student.Journal()
    names = ("reserve", "charge", "ship")
    books.trouble["do charge"] = CancelledError("stopped")
    with student.raises("CancelledError", why="a program that is stopped should stop"):
        books.saga(*names, journal=journal).run("c1")
    expect_log(books, ["do reserve", "do charge"], tried="the run that is broken off")
    books.log.clear()
    del books.trouble["do charge"]
    said(books.saga(*names, journal=journal).run("c1"), True, "the restart")
    expect_log(books, ["do charge", "do ship"], tried="the run after the restart", why=TWICE)
    again = books.keys[1] == books.keys[2]
    assert again, explain("the same key for the same step after the restart", f"{books.keys[1:3]}", why=TWICE)


@pytest.mark.task("saga", points=1, spec="does not repeat what had been finished")
def test_goes_on_after_a_crash_while_undoing(student, books):
    """A crash in a compensation: the next run begins with that compensation, and does no step again."""
    journal = student.Journal()
    names = ("reserve", "charge", "ship")
    books.trouble = {"do ship": TimeoutError("late"), "undo charge": CancelledError("stopped")}
    with student.raises("CancelledError", why="a program that is stopped should stop"):
        books.saga(*names, journal=journal).run("c2")
    books.log.clear()
    books.trouble.clear()
    said(books.saga(*names, journal=journal).run("c2"), False, "the restart")
    expect_log(books, ["undo charge", "undo reserve"], tried="the run after the restart", why=TWICE)
