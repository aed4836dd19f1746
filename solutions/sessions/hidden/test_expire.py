"""Task expire: two clocks for each session, and a store that forgets by itself."""

from functools import partial

import pytest

from .support import begun, expect, users

IDLE, ABSOLUTE = 1800, 43200


def lives(sessions, clock, evidence, *pauses, use=None):
    """Whether a new session is there after each pause, in seconds. ``use`` uses it in some other way, at once."""
    session_id, seen = begun(sessions), []
    for seconds in pauses:
        clock.advance(seconds)
        seen.append(bool(use(session_id) if use else sessions.load(session_id)))
        evidence.state("session", "there" if seen[-1] else "over")
    return seen


@pytest.mark.task(
    "expire",
    spec=(
        "1799 seconds after its last use it is there, 1801 after it is gone",
        "by each `load` and `save` that finds it, which begins the `idle` seconds anew",
    ),
)
@pytest.mark.parametrize("method", ["load", "save"])
def test_lives_on_while_it_is_used(student, store, clock, evidence, method):
    """A session is over after 1801 seconds without a use, not after 1799, and each load() and save() is a use."""
    clock.advance(500)
    sessions = student.Sessions()
    use = partial(sessions.save, data={"n": 1}) if method == "save" else None
    pauses = [5, IDLE - 1, 700, IDLE - 1, IDLE - 1, IDLE + 1]
    seen = lives(sessions, clock, evidence, *pauses, use=use)
    expect(f"whether it is there after each of {pauses} s, when {method}() uses it", [*[True] * 5, False], seen)


@pytest.mark.task(
    "expire",
    spec="it is over `absolute` seconds after it was created, however much it is used. Neither `load` nor "
    "`save` moves that.",
)
@pytest.mark.parametrize("method", ["load", "save"])
def test_is_over_in_the_end_however_much_it_is_used(student, store, clock, evidence, method):
    """After 43201 seconds a session is over, though it was used all the time; after 43199 it is there."""
    clock.advance(500)
    sessions = student.Sessions()
    use = partial(sessions.save, data={"n": 1}) if method == "save" else None
    seen = lives(sessions, clock, evidence, *[1200] * 35, 1199, 2, use=use)
    expect(f"how often {method}() finds it, at 1200 s, 2400 s … 42000 s, and at 43199 s", 36, sum(seen[:-1]))
    why = "whoever has stolen a session keeps it alive for years"
    expect(f"whether {method}() finds it at 43201 s", False, seen[-1], why, "no use moves the absolute end")


@pytest.mark.task("expire", points=0.5, spec="Whichever comes first counts, also if `idle` is the larger one.")
def test_goes_by_its_own_times(student, store, clock, evidence):
    """idle and absolute are those that were given, also if idle is the larger one."""
    for times, pauses, wanted in (
        ({"idle": 60, "absolute": 150}, (59, 59, 31, 2), [True, True, True, False]),
        ({"idle": 60, "absolute": 150}, (61,), [False]),
        ({"idle": 500, "absolute": 100}, (99, 2), [True, False]),
        ({"idle": 4000}, (3999, 4001), [True, False]),
        ({"absolute": 1000}, (999, 2), [True, False]),
    ):
        seen = lives(student.Sessions(**times), clock, evidence, *pauses)
        expect(f"with {times}: whether it is there after each of {pauses} s", wanted, seen)


@pytest.mark.task(
    "expire",
    spec="What is over stays over: `load` gives `None`, `save` gives `False`, and neither makes anything anew.",
)
def test_what_is_over_stays_over(student, store, clock):
    """Neither load() nor save() brings a session back that is over, idle or absolute."""
    for times in ({"idle": 60, "absolute": 5000}, {"idle": 5000, "absolute": 60}):
        sessions = student.Sessions(**times)
        session_id = begun(sessions, None)
        clock.advance(61.5)
        seen = [sessions.save(session_id, {"n": 1}), sessions.load(session_id), sessions.save(session_id, {})]
        seen += [sessions.load(session_id), store.keys()]
        expect(f"save, load, save, load and the keys, 1.5 s late for {times}", [False, None, False, None, []], seen)


@pytest.mark.task(
    "expire",
    spec="The key of a session is gone at the latest one second after the session is over, even if nobody ever"
    " asks again.",
)
def test_the_store_forgets_a_session_by_itself(student, store, clock):
    """The key of a session is gone a second after its end, idle or absolute, though nobody asks again."""
    for times, pauses in (
        ({"idle": 60, "absolute": 5000}, (0,)),
        ({"idle": 60, "absolute": 100}, (55, 40)),
        ({"idle": 500, "absolute": 100}, (0, 50)),
    ):
        for method in ("load", "save"):
            sessions, begin = student.Sessions(**times), clock.elapsed
            session_id = begun(sessions, None)
            for pause in pauses:
                clock.advance(pause)
                found = sessions.load(session_id) if method == "load" else sessions.save(session_id, {"n": 1})
                expect(f"{method}() to find it {clock.elapsed - begin:g} s after its beginning", True, bool(found))
            end = min(begin + times["absolute"], clock.elapsed + times["idle"])
            clock.advance(end + 1.1 - clock.elapsed)
            what = f"keys 1 s after the end of a visitor's session with {times}, used by {method}()"
            expect(what, [], store.keys(), "the store fills up with sessions that nobody ends")


@pytest.mark.task(
    "expire",
    spec=(
        "Each key has a time to live from its first moment.",
        "is gone one second after `absolute` seconds have passed since the last `create` or `login` of that user",
    ),
)
def test_the_store_forgets_a_user_by_itself(student, store, clock):
    """Each key has an end from the first; absolute seconds after the last beginning nothing is left of a user."""
    sessions, endless = student.Sessions(idle=60, absolute=300), set()

    def look():
        stored = store.keys()
        endless.update(key for key in stored if store.seconds_left(key) is None)
        store.after_next_request(look)

    store.after_next_request(look)
    session_id = sessions.create("jane")
    begun(sessions, "jane")
    sessions.login(sessions.create(), "omar")
    expect("keys without an end, after any of the requests", set(), endless, "EX of SET, or EXPIRE at once with SADD")
    for _ in range(5):
        clock.advance(50)
        sessions.load(session_id)
        sessions.save(session_id, {"n": 1})
    clock.advance(51.1)
    why = "what is kept about a user outlives all their sessions"
    expect(
        "keys 301 s after the beginning of the last sessions of jane and omar, used all the time", [], store.keys(), why
    )
