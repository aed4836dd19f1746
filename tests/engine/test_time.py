"""Virtual time over there: sleeps, timeouts, threads, tasks and timers; nothing waits for real."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from grader.harness.verdicts import CellTimedOut

NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
CODE = """
    import asyncio, concurrent.futures, datetime, queue, random, sched, threading, time

    def moments():
        return [time.time(), datetime.datetime.now(datetime.timezone.utc).timestamp(), time.time_ns() / 1e9]

    def today():
        return datetime.date.today()

    def measured(seconds):
        starts = (time.monotonic(), time.perf_counter(), time.time(), time.monotonic_ns())
        time.sleep(seconds)
        ends = (time.monotonic(), time.perf_counter(), time.time(), time.monotonic_ns())
        return [round(end - start, 6) for start, end in zip(starts, ends)]

    def sleeps_without_end(seconds): time.sleep(float(seconds))
    async def pauses_without_end(seconds): await asyncio.sleep(float(seconds))
    async def pauses_for_ever_beside(seconds):
        asyncio.ensure_future(asyncio.sleep(float("inf")))
        await asyncio.sleep(seconds)
        return asyncio.get_running_loop().time()
    def negative(): time.sleep(-1)

    async def sleeps(*seconds):
        for each in seconds:
            await asyncio.sleep(each)
        return asyncio.get_running_loop().time()

    async def at_once(*seconds):
        await asyncio.gather(*(asyncio.sleep(each) for each in seconds))

    async def in_time(limit, seconds):
        try:
            async with asyncio.timeout(limit):
                await asyncio.sleep(seconds)
        except TimeoutError:
            return "late"
        return "in time"

    async def waits_for(limit, seconds):
        try:
            await asyncio.wait_for(asyncio.sleep(seconds), limit)
        except TimeoutError:
            return "late"
        return "in time"

    def runs_itself(seconds):
        return asyncio.run(sleeps(seconds)) is not None

    async def in_a_thread(seconds):
        await asyncio.to_thread(time.sleep, seconds)
        return "done"

    def in_threads(*seconds):
        order = []
        def work(each):
            time.sleep(each)
            order.append(each)
        threads = [threading.Thread(target=work, args=(each,)) for each in seconds]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        return order

    def pooled(*seconds):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda each: (time.sleep(each), each)[1], seconds))

    def event_in_time(limit, after):
        event = threading.Event()
        threading.Timer(after, event.set).start()
        return event.wait(limit)

    def queue_in_time(limit):
        try:
            return queue.Queue().get(timeout=limit)
        except queue.Empty:
            return "empty"

    def condition(limit):
        condition = threading.Condition()
        with condition:
            return condition.wait(limit)

    def produced():
        things = queue.Queue(maxsize=1)
        def produce():
            for number in range(3):
                time.sleep(1)
                things.put(number)
            things.put(None)
        threading.Thread(target=produce).start()
        return list(iter(things.get, None))

    def joined_in_time(limit, seconds):
        thread = threading.Thread(target=time.sleep, args=(seconds,), daemon=True)
        thread.start()
        thread.join(limit)
        return thread.is_alive()

    def scheduled():
        told = []
        scheduler = sched.scheduler(time.monotonic, time.sleep)
        for delay in (3, 1, 2):
            scheduler.enter(delay, 1, told.append, (delay,))
        scheduler.run()
        return told

    def semaphore():
        running, most, gate = 0, 0, threading.Semaphore(2)
        def work():
            nonlocal running, most
            with gate:
                running += 1; most = max(most, running)
                time.sleep(1)
                running -= 1
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        return most

    beats = []
    def start_beating(every):
        def beat():
            while True:
                time.sleep(every)
                beats.append(time.time())
        threading.Thread(target=beat, daemon=True).start()

    ticks = []
    async def start_ticking(every):
        async def tick():
            while True:
                await asyncio.sleep(every)
                ticks.append(asyncio.get_running_loop().time())
        global task
        task = asyncio.create_task(tick())

    def start_timer(after):
        threading.Timer(after, beats.append, ("rang",)).start()

    def busy():
        return sum(range(1000))

    def joins_itself(): threading.current_thread().join()
    def waits_for_nobody(): threading.Event().wait()
    async def awaits_nobody(): await asyncio.get_running_loop().create_future()
    def waits_for_a_thread_that_waits():
        thread = threading.Thread(target=threading.Event().wait)
        thread.start(); thread.join()

    def dice(): return [random.randrange(1000) for _ in range(5)]
    def letters(): return list({"a", "b", "c", "d"})
    def raises_in_a_thread():
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start(); thread.join()
        return "went on"
"""

EPOCH = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


@pytest.fixture
def trial(begin: Any) -> Any:
    """A trial of the code above."""
    return begin(CODE)


@pytest.fixture
def student(trial: Any) -> Any:
    """Its module."""
    return trial.student


def test_begins_on_a_monday_morning(trial: Any) -> None:
    """Every clock over there says the same as the one over here."""
    assert [EPOCH.timestamp()] * 3 == trial.student.moments()
    assert EPOCH == trial.clock.now()
    assert EPOCH.date() == trial.student.today()


def test_clocks_follow_when_the_test_moves_time(trial: Any) -> None:
    """Before the process begins and after."""
    trial.clock.advance(86_400)
    assert [EPOCH.timestamp() + 86_400] * 3 == trial.student.moments()
    trial.clock.advance(0.5)
    assert [EPOCH.timestamp() + 86_400.5] * 3 == trial.student.moments()


def test_time_does_not_go_back(trial: Any) -> None:
    """A suite's author is told so."""
    with pytest.raises(ValueError, match="back"):
        trial.clock.advance(-1)


def test_sleeping_moves_every_clock(trial: Any) -> None:
    """By as much as was slept; nobody waits."""
    assert [3600, 3600, 3600, 3600 * 10**9] == trial.student.measured(3600)
    assert ([3600], 3600) == (trial.clock.sleeps, trial.clock.elapsed)


def test_a_negative_sleep_is_refused_as_python_does(student: Any) -> None:
    """The same exception."""
    with student.raises("ValueError"):
        student.negative()


@pytest.mark.parametrize(
    ("function", "seconds", "error"),
    [
        ("sleeps_without_end", "nan", "ValueError"),
        ("sleeps_without_end", "inf", "OverflowError"),
        ("sleeps_without_end", "1e308", "OverflowError"),
        ("pauses_without_end", "nan", "ValueError"),
    ],
)
def test_a_sleep_of_no_length_is_refused_as_python_does(student: Any, function: str, seconds: str, error: str) -> None:
    """And time stands where it stood."""
    before = student.moments()
    with student.raises(error):
        getattr(student, function)(seconds)
    assert before == student.moments()


def test_a_task_may_sleep_for_ever(trial: Any) -> None:
    """Beside another one, which does not: only that is a sleep of some length."""
    began = trial.student.pauses_for_ever_beside(0)
    assert began + 3 == trial.student.pauses_for_ever_beside(3)
    assert [3.0] == trial.clock.sleeps


def test_asyncio_sleeps_in_virtual_time(trial: Any) -> None:
    """One after another; each is told."""
    trial.student.sleeps(1, 2.5, 0)
    assert ([1, 2.5], 3.5) == (trial.clock.sleeps, trial.clock.elapsed)


def test_tasks_sleep_at_the_same_time(trial: Any) -> None:
    """The longest counts."""
    trial.student.at_once(1, 5, 3)
    assert 5 == trial.clock.elapsed


@pytest.mark.parametrize("function", ["in_time", "waits_for"])
def test_a_timeout_comes_at_its_time(trial: Any, function: str) -> None:
    """Not at the end of what it cuts off."""
    wait = getattr(trial.student, function)
    assert ["late", "in time"] == [wait(2, 10), wait(2, 1)]
    assert 3 == trial.clock.elapsed


def test_a_loop_of_the_student_s_own_runs_in_virtual_time(trial: Any) -> None:
    """``asyncio.run`` in a function."""
    assert trial.student.runs_itself(7) is True
    assert 7 == trial.clock.elapsed


def test_a_thread_of_a_loop_s_runs_in_virtual_time(trial: Any) -> None:
    """``asyncio.to_thread``, which FastAPI's synchronous endpoints are made of."""
    assert "done" == trial.student.in_a_thread(4)
    assert 4 == trial.clock.elapsed


def test_threads_sleep_at_the_same_time(trial: Any) -> None:
    """And wake in the order of their moments."""
    assert [1, 2, 3] == trial.student.in_threads(3, 1, 2)
    assert 3 == trial.clock.elapsed


def test_a_pool_of_two_takes_two_at_a_time(trial: Any) -> None:
    """Four seconds of work for each of the two."""
    assert [1, 2, 3, 2] == trial.student.pooled(1, 2, 3, 2)
    assert 4 == trial.clock.elapsed


def test_waits_of_threads_end_in_virtual_time(trial: Any) -> None:
    """By what they wait for, or by their limit."""
    student = trial.student
    assert [True, False] == [student.event_in_time(5, 2), student.event_in_time(5, 9)]
    assert ["empty", False] == [student.queue_in_time(3), student.condition(4)]
    assert [True, False] == [student.joined_in_time(2, 8), student.joined_in_time(8, 1)]
    assert 2 + 5 + 3 + 4 + 2 + 1 == trial.clock.elapsed


def test_a_queue_between_threads_works(trial: Any) -> None:
    """Producer and consumer."""
    assert [0, 1, 2] == trial.student.produced()
    assert 3 == trial.clock.elapsed


def test_a_scheduler_runs_in_order(trial: Any) -> None:
    """The standard library's own."""
    assert [1, 2, 3] == trial.student.scheduled()
    assert 3 == trial.clock.elapsed


def test_a_semaphore_lets_so_many_in(trial: Any) -> None:
    """Six pieces of work, two at a time, a second each."""
    assert 2 == trial.student.semaphore()
    assert 3 == trial.clock.elapsed


def test_a_background_thread_lives_only_while_time_passes(trial: Any) -> None:
    """Two calls follow each other with nothing in between; advancing the clock lets it run."""
    trial.student.start_beating(10)
    trial.student.busy()
    assert [] == trial.student.beats
    trial.clock.advance(35)
    assert [10, 20, 30] == [beat - EPOCH.timestamp() for beat in trial.student.beats]
    assert 35 == trial.clock.elapsed


def test_a_background_task_lives_only_while_time_passes(trial: Any) -> None:
    """The same for asyncio."""
    trial.student.start_ticking(10)
    assert [] == trial.student.ticks
    trial.clock.advance(35)
    assert 3 == len(trial.student.ticks)
    trial.clock.advance(5)
    assert 4 == len(trial.student.ticks)


def test_a_background_thread_goes_on_while_a_call_sleeps(trial: Any) -> None:
    """Their time is one."""
    trial.student.start_beating(1)
    trial.student.measured(2.5)
    assert 2 == len(trial.student.beats)


def test_a_timer_rings_while_time_passes(trial: Any) -> None:
    """Once."""
    trial.student.start_timer(60)
    trial.clock.advance(59)
    assert [] == trial.student.beats
    trial.clock.advance(2)
    assert ["rang"] == trial.student.beats


def test_time_passes_in_every_process_of_a_test(trial: Any) -> None:
    """One clock for all of them."""
    other = trial.student.another()
    trial.student.start_beating(10)
    other.start_beating(20)
    trial.clock.advance(40)
    assert (4, 2) == (len(trial.student.beats), len(other.beats))
    assert trial.student.moments() == other.moments()


@pytest.mark.parametrize("function", ["waits_for_nobody", "awaits_nobody", "waits_for_a_thread_that_waits"])
def test_waiting_for_nobody_is_told_at_once(student: Any, function: str) -> None:
    """There is no need to wait for the limit to know that it would never end."""
    with pytest.raises(CellTimedOut, match="hang for ever"):
        getattr(student, function)()


def test_a_thread_that_joins_itself_is_refused_as_python_does(student: Any) -> None:
    """The same exception."""
    with student.raises("RuntimeError"):
        student.joins_itself()


def test_an_exception_in_a_thread_ends_that_thread(student: Any) -> None:
    """Its traceback is printed, as always."""
    assert "went on" == student.raises_in_a_thread()
    assert "ZeroDivisionError" in student.output()


def test_chance_is_the_same_in_every_run(student: Any) -> None:
    """Numbers drawn, and the order of a set."""
    other = student.another()
    assert (student.dice(), student.letters()) == (other.dice(), other.letters())


RESTARTED = """
    import datetime, threading, time

    STARTED = time.time()
    beats = []

    def beat():
        while True:
            time.sleep(10)
            beats.append(time.time() - STARTED)

    threading.Thread(target=beat, daemon=True).start()

    def sleeps(seconds): time.sleep(seconds)
"""


def test_a_process_begins_at_the_test_s_moment(begin: Any) -> None:
    """A restart after an hour is imported an hour later, and has lived through none of it."""
    trial = begin(RESTARTED)
    first = trial.student.STARTED
    trial.clock.advance(3600)
    restarted = trial.student.another()
    assert (3600, []) == (restarted.STARTED - first, restarted.beats)


def test_the_first_process_begins_at_the_test_s_moment(begin: Any) -> None:
    """If the test has moved the clock before."""
    trial = begin(RESTARTED)
    trial.clock.advance(100)
    assert EPOCH.timestamp() + 100 == trial.student.STARTED


def test_time_that_one_process_sleeps_passes_in_the_others(begin: Any) -> None:
    """What they do in the background happens in it."""
    trial = begin(RESTARTED)
    other = trial.student.another()
    assert [] == other.beats
    trial.student.sleeps(35)
    assert [10, 20, 30] == other.beats


def test_what_is_due_at_the_very_moment_happens(begin: Any) -> None:
    """Sixty seconds pass, and the timer of sixty seconds has rung."""
    trial = begin(CODE)
    trial.student.start_timer(60)
    trial.student.start_beating(20)
    trial.student.start_ticking(30)
    trial.clock.advance(60)
    assert 4 == len(trial.student.beats)
    assert 2 == len(trial.student.ticks)


READERS = """
    import datetime, os, select, time, uuid
    from pydantic import BaseModel, FutureDate, FutureDatetime, PastDate, PastDatetime, ValidationError

    class Ahead(BaseModel):
        at: FutureDatetime
        on: FutureDate
    class Behind(BaseModel):
        at: PastDatetime
        on: PastDate

    def kinds(at, on):
        found = []
        for model in (Ahead, Behind):
            try: model(at=at, on=on)
            except ValidationError as error: found.append([each["type"] for each in error.errors()])
            else: found.append([])
        return found
    def local_kinds(seconds):
        at = datetime.datetime.now() + datetime.timedelta(seconds=seconds)
        return kinds(at, at.date() + datetime.timedelta(days=1))[0]

    def clocks(names):
        return [time.clock_gettime(getattr(time, name)) for name in names if hasattr(time, name)]
    def in_words(): return [time.ctime(), time.asctime(), time.ctime(0), time.asctime(time.gmtime(0))]
    def of_the_system(): return [os.times().elapsed, os.times()[4]]
    def numbered(): return (uuid.uuid1().time - 0x01b21dd213814000) / 1e7
    def selects(seconds):
        select.select([], [], [], seconds)
        return time.monotonic()
    def zone():
        now = datetime.datetime.now()
        return [now.isoformat(), now.astimezone().isoformat(), time.tzname, time.daylight]
    def naive_utc(): return datetime.datetime.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None).timestamp()
    def summer(): return datetime.datetime.fromtimestamp(time.time() + 180 * 86400).astimezone().isoformat()
"""


@pytest.fixture
def reading(begin: Any) -> Any:
    """A module with other readers of the clock."""
    return begin(READERS).student


def test_pydantic_s_past_and_future_follow_the_clock(reading: Any) -> None:
    """With pydantic's own errors; its Rust part would read the kernel's clock."""
    ahead, behind = NOW + dt.timedelta(minutes=1), NOW - dt.timedelta(minutes=1)
    after, before = NOW.date() + dt.timedelta(days=1), NOW.date() - dt.timedelta(days=1)
    assert [[], ["datetime_past", "date_past"]] == reading.kinds(ahead, after)
    assert [["datetime_future", "date_future"], []] == reading.kinds(behind, before)
    assert [[], ["datetime_future"]] == [reading.local_kinds(60), reading.local_kinds(-60)]


def test_pydantic_s_future_becomes_the_past(begin: Any) -> None:
    """When the test lets time pass."""
    trial = begin(READERS)
    at, on = NOW + dt.timedelta(minutes=1), NOW.date() + dt.timedelta(days=2)
    trial.clock.advance(61)
    assert ["datetime_future"] == trial.student.kinds(at, on)[0]


def test_every_clock_of_the_system_is_virtual(begin: Any) -> None:
    """By its number."""
    trial = begin(READERS)
    steady = ["CLOCK_MONOTONIC", "CLOCK_MONOTONIC_RAW", "CLOCK_BOOTTIME"]
    trial.clock.advance(2.5)
    assert {1002.5} == set(trial.student.clocks(steady))
    assert [NOW.timestamp() + 2.5] == trial.student.clocks(["CLOCK_REALTIME"])


def test_the_time_in_words_is_virtual(reading: Any) -> None:
    """And another moment in words is that moment, in local time."""
    now, epoch = "Mon Jan  5 04:00:00 2026", "Wed Dec 31 19:00:00 1969"
    assert [now, now, epoch, "Thu Jan  1 00:00:00 1970"] == reading.in_words()


def test_other_readers_of_the_clock_follow_it(reading: Any) -> None:
    """``os.times`` and ``uuid1``."""
    assert [1000.0, 1000.0] == reading.of_the_system()
    assert NOW.timestamp() == reading.numbered()


def test_select_waits_on_the_clock(reading: Any) -> None:
    """A time-out is a sleep."""
    assert 1060.0 == reading.selects(60)


def test_local_time_is_hours_off_utc(reading: Any) -> None:
    """So that code that takes one for the other is seen to fail."""
    local = "2026-01-05T04:00:00"
    assert [local, f"{local}-05:00", ("EST", "EDT"), 1] == reading.zone()
    assert NOW.timestamp() + 5 * 3600 == reading.naive_utc()


def test_local_time_knows_daylight_saving(reading: Any) -> None:
    """Half a year later it is another number of hours."""
    assert "2026-07-04T05:00:00-04:00" == reading.summer()


def test_a_test_may_choose_the_zone(begin: Any) -> None:
    """By the environment of the process."""
    trial = begin(READERS)
    elsewhere = trial.student.another(environ={"TZ": "AEST-10"})
    assert "2026-01-05T19:00:00+10:00" == elsewhere.zone()[1]
