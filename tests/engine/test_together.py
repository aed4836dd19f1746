"""``student.together``: several calls at once, each time in the same unfriendly order."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from grader.harness.suite.remote import StudentError
from grader.harness.verdicts import CellCrashed, CellTimedOut

CODE = """
    import asyncio, threading, time
    import httpx

    class Counter:
        def __init__(self): self.value = 0; self.lock = threading.Lock()
        def unsafe(self):
            self.value += 1
        def unsafe_in_steps(self):
            before = self.value
            self.value = before + 1
        def safe(self):
            with self.lock:
                self.value += 1
        async def unsafe_async(self):
            before = self.value
            await asyncio.sleep(0)
            self.value = before + 1

    class Once:
        def __init__(self): self.made = []; self.value = None
        def get(self):
            if self.value is None:
                self.made.append("made")
                self.value = object()

    class Gate:
        def __init__(self): self.admitted = 0; self.refused = 0
        def enter(self):
            if self.admitted >= 1:
                self.refused += 1
                return False
            self.admitted += 1
            return True

    def double(number): return number * 2
    def fails(number): raise ValueError(number)
    def leaves(): raise SystemExit(3)
    def sleeps(seconds): time.sleep(seconds); return seconds
    async def sleeps_async(seconds): await asyncio.sleep(seconds); return seconds
    def asks(path): return httpx.get("http://shop.test" + path).text
    async def asks_async(path):
        async with httpx.AsyncClient() as client:
            return (await client.get("http://shop.test" + path)).text

    first, second = threading.Lock(), threading.Lock()
    def one_way():
        with first:
            time.sleep(1)
            with second: return "done"
    def other_way():
        with second:
            time.sleep(1)
            with first: return "done"

    barrier = threading.Barrier(3)
    def meets(): return barrier.wait() >= 0
"""


@pytest.fixture
def trial(begin: Any) -> Any:
    """A trial of the code above."""
    return begin(CODE)


@pytest.fixture
def student(trial: Any) -> Any:
    """Its module."""
    return trial.student


def test_gives_values_and_exceptions_in_order(student: Any) -> None:
    """Each call has its own outcome."""
    first, error, last = student.together(
        partial(student.double, 4), partial(student.fails, 5), partial(student.double, number=6)
    )
    assert (8, 12) == (first, last)
    assert isinstance(error, StudentError)
    assert ("ValueError", "5") == (error.name, error.text)


def test_system_exit_is_one_call_s_outcome(student: Any) -> None:
    """The others go on."""
    error, value = student.together(partial(student.leaves), partial(student.double, 1))
    assert ("SystemExit", 2) == (error.name, value)


@pytest.mark.parametrize("method", ["unsafe", "unsafe_in_steps", "unsafe_async"])
def test_a_counter_without_a_lock_loses_updates(student: Any, method: str) -> None:
    """Whether it is threads or tasks, one statement or two."""
    counter = student.Counter()
    student.together(*[partial(getattr(counter, method)) for _ in range(8)])
    assert counter.value < 8


def test_a_counter_with_a_lock_loses_none(student: Any) -> None:
    """However the calls are interleaved."""
    counter = student.Counter()
    student.together(*[partial(counter.safe) for _ in range(8)])
    assert 8 == counter.value


def test_check_then_act_without_a_lock_is_caught(student: Any) -> None:
    """Two threads both find that there is nothing yet."""
    once = student.Once()
    student.together(*[partial(once.get) for _ in range(4)])
    assert len(once.made) > 1


@pytest.mark.parametrize("callers", [2, 3, 8])
def test_a_gate_without_a_lock_lets_all_of_them_through(student: Any, callers: int) -> None:
    """Each finds that nobody has been admitted yet: as with probes in a circuit that is half open."""
    gate = student.Gate()
    found = student.together(*[partial(gate.enter) for _ in range(callers)])
    assert [True] * callers == found


def test_the_interleaving_is_the_same_each_time(student: Any) -> None:
    """So that a verdict is, too."""

    def lost() -> int:
        process = student.another()
        counter = process.Counter()
        process.together(*[partial(counter.unsafe_in_steps) for _ in range(10)])
        value = counter.value
        assert isinstance(value, int)
        return value

    assert lost() == lost() == lost()


@pytest.mark.parametrize("function", ["sleeps", "sleeps_async"])
def test_waiting_at_the_same_time_takes_the_longest_wait(trial: Any, function: str) -> None:
    """Three waits of one, two and three seconds take three."""
    waits = [partial(getattr(trial.student, function), seconds) for seconds in (3, 1, 2)]
    assert [3, 1, 2] == trial.student.together(*waits)
    assert 3 == trial.clock.elapsed


@pytest.mark.parametrize("function", ["asks", "asks_async"])
def test_requests_at_the_same_time_take_the_longest_answer(trial: Any, function: str) -> None:
    """Each answer takes two seconds, all of them take two."""
    import httpx

    trial.network.serve("shop.test", lambda request: httpx.Response(200, text=request.url.path))
    trial.network.latency("shop.test", 2)
    asks = [partial(getattr(trial.student, function), path) for path in ("/a", "/b", "/c")]
    assert ["/a", "/b", "/c"] == trial.student.together(*asks)
    assert 2 == trial.clock.elapsed


def test_threads_meet_at_a_barrier(student: Any) -> None:
    """They do run at the same time."""
    assert [True, True, True] == student.together(*[partial(student.meets)] * 3)


def test_a_deadlock_is_told_at_once(trial: Any) -> None:
    """Nobody waits for the limit of wall-clock time."""
    with pytest.raises(CellTimedOut, match="hang for ever"):
        trial.student.together(partial(trial.student.one_way), partial(trial.student.other_way))
    assert 1 == trial.clock.elapsed


APP = """
    import asyncio
    from fastapi import FastAPI

    app = FastAPI()
    stock = {"pens": 1}

    @app.post("/buy")
    async def buy():
        if stock["pens"] < 1:
            return {"sold": False}
        await asyncio.sleep(0.1)
        stock["pens"] -= 1
        return {"sold": True}

    @app.post("/buy-sync")
    def buy_sync():
        if stock["pens"] < 1:
            return {"sold": False}
        stock["pens"] -= 1
        return {"sold": True}

    def left():
        return stock["pens"]
"""


def test_requests_to_the_student_s_app_run_at_once(begin: Any) -> None:
    """Two customers buy the last pen: an endpoint that awaits between look and take sells it twice."""
    student = begin(APP).student
    client = student.app("app")
    answers = student.together(client.build_request("POST", "/buy"), client.build_request("POST", "/buy"))
    assert [{"sold": True}, {"sold": True}] == [answer.json() for answer in answers]
    assert -1 == student.left()


def test_calls_and_requests_mix(begin: Any) -> None:
    """A function and an application in one go."""
    student = begin(APP).student
    client = student.app("app")
    answer, left = student.together(client.build_request("POST", "/buy-sync"), partial(student.left))
    assert ({"sold": True}, int) == (answer.json(), type(left))


ELSEWHERE = """
    import _thread, concurrent.futures, sys, threading
    from fastapi import FastAPI

    class Counter:
        def __init__(self): self.value = 0
        def alone(self): self.value += 1
        def in_a_thread(self):
            thread = threading.Thread(target=self.alone)
            thread.start()
            thread.join()
        def in_a_pool(self):
            with concurrent.futures.ThreadPoolExecutor() as pool:
                pool.submit(self.alone).result()

    made = {}
    exec(compile("def generated(counter): counter.value += 1", "<string>", "exec"), made)
    def in_generated_code(counter): made["generated"](counter)

    def by_name(counter): exec("value += 1", {}, vars(counter))
    def with_prefixes(counter):
        if counter is None: MANY_NAMES
        counter.other = 0
        counter.value += 1
    def in_a_bare_thread(counter):
        done = threading.Event()
        _thread.start_new_thread(lambda by: (setattr(counter, "value", counter.value + by), done.set()), (1,))
        done.wait()
    pool = concurrent.futures.ThreadPoolExecutor(8)
    def in_a_pool_of_the_module(counter): pool.submit(counter.alone).result()

    counter = Counter()
    app = FastAPI()
    @app.post("/count")
    def count(): counter.value += 1
    def counted(): return counter.value

    def switches_it_off(counter):
        sys.settrace(None)
        sys._getframe().f_trace = None
        counter.value += 1
    def switches_it_off_and_raises(counter):
        sys.settrace(None)
        counter.value += 1
        raise ValueError
    def switches_it_off_for_itself(counter):
        sys._getframe().f_trace = None
        counter.value += 1
    def leaves_out_bytecodes(counter):
        sys._getframe().f_trace_opcodes = False
        counter.value += 1
    def switches_it_off_in_a_thread(counter):
        thread = threading.Thread(target=switches_it_off, args=(counter,))
        thread.start()
        thread.join()
    def switches_it_off_in_a_pool_of_the_module(counter): pool.submit(switches_it_off, counter).result()
    def generates():
        yield from [1, 2, 3]
    def uses_generators(): return [next(generates()), sum(generates()), *(n for n in generates() if n > 2)]
""".replace("MANY_NAMES", "; ".join(f"n{number}" for number in range(300)))


@pytest.mark.parametrize("method", ["in_a_thread", "in_a_pool"])
def test_threads_of_the_calls_take_turns_as_well(begin: Any, method: str) -> None:
    """Whoever starts them."""
    student = begin(ELSEWHERE).student
    counter = student.Counter()
    student.together(*[partial(getattr(counter, method)) for _ in range(8)])
    assert counter.value < 8


def test_an_endpoint_s_threads_take_turns_as_well(begin: Any) -> None:
    """An endpoint that is no coroutine runs in one of them."""
    student = begin(ELSEWHERE).student
    client = student.app("app")
    student.together(*[client.build_request("POST", "/count") for _ in range(8)])
    assert student.counted() < 8


@pytest.mark.parametrize("function", ["in_generated_code", "by_name", "with_prefixes", "in_a_bare_thread"])
def test_code_of_all_kinds_takes_turns_as_well(begin: Any, function: str) -> None:
    """It lies in no file of the student's; writes a name; has a bytecode with prefixes; is in a thread of _thread's."""
    student = begin(ELSEWHERE).student
    counter = student.Counter()
    student.together(*[partial(getattr(student, function), counter) for _ in range(8)])
    assert counter.value < 8


def test_threads_that_were_there_take_turns_as_well(begin: Any) -> None:
    """Those of a pool that is kept, the second time."""
    student = begin(ELSEWHERE).student
    for _ in range(2):
        counter = student.Counter()
        student.together(*[partial(student.in_a_pool_of_the_module, counter) for _ in range(8)])
        assert counter.value < 8


SWITCHES = (
    *("switches_it_off", "switches_it_off_and_raises", "switches_it_off_for_itself", "leaves_out_bytecodes"),
    *("switches_it_off_in_a_thread", "switches_it_off_in_a_pool_of_the_module"),
)


@pytest.mark.parametrize("function", SWITCHES)
def test_a_call_that_takes_no_turns_any_more_is_told(begin: Any, function: str) -> None:
    """Whatever it gave: then none of them counts, whether the suite looks at it or not."""
    student = begin(ELSEWHERE).student
    counter = student.Counter()
    with pytest.raises((StudentError, CellCrashed), match=r"take turns|segmentation fault"):  # that is Python 3.12.1's
        student.together(*[partial(getattr(student, function), counter) for _ in range(2)])


def test_generators_take_turns_and_are_left(begin: Any) -> None:
    """Also one that is never finished."""
    student = begin(ELSEWHERE).student
    assert [[1, 6, 3]] * 3 == student.together(*[partial(student.uses_generators)] * 3)


LOCKED = """
    import functools, time
    class Lazy:
        @functools.cached_property
        def limit(self):
            time.sleep(1)
            return max([10 ** power for power in range(9)])
    lazy = Lazy()
    def computes_once(): return lazy.limit
    def imports_once():
        from beside import RULES
        return len(RULES)
"""


@pytest.mark.parametrize(("function", "expected"), [("computes_once", 10**8), ("imports_once", 3)])
def test_the_locks_of_libraries_let_others_run(begin: Any, submission: Any, function: str, expected: int) -> None:
    """What is computed once, or a module that is imported once, and gives way meanwhile."""
    (submission / "beside.py").write_text("RULES = {}\nfor name in 'abc':\n    RULES[name] = len(RULES)\n")
    student = begin(LOCKED).student
    assert [expected] * 3 == student.together(*[partial(getattr(student, function))] * 3)


MANY = """
    import threading, time
    def keeps(threads):
        kept = []
        for _ in range(threads):
            kept.append(threading.Thread(target=str))
            kept[-1].start()
            kept[-1].join()
        return len(kept)
    def drops(threads):
        for _ in range(threads):
            threading.Thread(target=str).start()
            time.sleep(0)
        return threads
"""


@pytest.mark.parametrize("function", ["keeps", "drops"])
def test_a_thread_s_memory_ends_with_it(begin: Any, function: str) -> None:
    """However many there are one after another: a cell has 128 MiB here, and a stack half of one."""
    assert 700 == getattr(begin(MANY).student, function)(700)
