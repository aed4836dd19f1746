"""Task create: ids that nobody guesses, and state in the store alone."""

from contextlib import suppress

import pytest

from grader.suite import StudentError, explain

from .support import (
    MIDDLE,
    SECRET_FREE,
    STORE,
    STRANGE,
    WAYS,
    begun,
    bits,
    each_method,
    expect,
    fails,
    gate,
    keeps_secret,
    outcome,
    users,
)

FOUND = "test_a_session_is_found_by_its_id"
GIVEN = [
    ("jane", {"items": ["tea", "cup"], "n": 3}),
    ("omar ø/\"'; é", {"": None, "deep": {"a": [1.5, True, {"b": []}]}, "ü": "\u2028 €"}),
    (None, {"items": []}),
    ("u:1", {}),
]


@pytest.mark.task(
    "create",
    spec='`load(id)` returns a dict with `"user"` and `"data"` as they were given: the user\'s id or `None`, '
    "and the data (`{}` without).",
)
def test_a_session_is_found_by_its_id(student, store):
    """load() gives user and data as create() got them, None and {} without them, for each session its own."""
    sessions = student.Sessions()
    ids = [sessions.create(), sessions.create("omar"), *(sessions.create(user, data) for user, data in GIVEN)]
    for session_id, (user, data) in zip(ids, [(None, {}), ("omar", {}), *GIVEN], strict=True):
        found = sessions.load(session_id) or {}
        expect("user and data of a session", (user, data), (found.get("user", "no user"), found.get("data")))


@pytest.mark.task(
    "create",
    spec="`new_id()` returns 22 to 128 characters out of `A-Z a-z 0-9 - _`, with **at least 128 bits** of "
    "chance from `secrets`. Each call gives another one.",
)
def test_an_id_has_128_bits_of_chance(student):
    """new_id() gives at least 128 bits of chance, in the letters that it may use; another process gives others."""
    ids = [student.new_id() for _ in range(200)]
    odd = [session_id for session_id in ids if not SECRET_FREE.fullmatch(session_id)]
    assert not odd, explain("22 to 128 characters of A-Z a-z 0-9 - _", f"an id is {odd[0]!r}")
    found, shortest = bits(ids), min(map(len, ids))
    assert len(set(ids)) == 200 and found >= 128, explain(
        expected="at least 128 bits of chance in each id",
        happened=f"{len(set(ids))} different ids of 200, with at most {found} bits in {shortest} characters",
        why="with fewer bits, and many sessions, a guess hits one of them",
    )
    other = student.another()
    same = len(set(ids) & {other.new_id() for _ in range(20)})
    assert not same, explain(
        expected="no id that another process gives as well, which begins at the same moment",
        happened=f"{same} of 20 are the same",
        why="random and the clock can be computed by whoever knows their state, hashed or not",
        try_next="secrets",
    )


@pytest.mark.task(
    "create",
    spec="`create(user, data)` begins a session and returns its id, made by the same rules. Two calls give two"
    " sessions, also for one user.",
)
def test_a_session_has_an_id_of_that_kind(student, store):
    """create() gives ids by the rules of new_id(), whoever the user is."""
    other, ids = student.another().Sessions(), []
    sessions = student.Sessions()
    for user in ("jane", "jane", None, "a user with a long name"):
        ids += [sessions.create(user), other.create(user), sessions.create(user)]
    ids += [sessions.create("jane") for _ in range(88)]
    odd = [session_id for session_id in ids if not SECRET_FREE.fullmatch(session_id)]
    assert not odd, explain("22 to 128 characters of A-Z a-z 0-9 - _", f"an id is {odd[:1]}")
    seen = (len(set(ids)), bits(ids) >= 128)
    expect("different ids of 100 sessions, and 128 bits in them", (100, True), seen, "a session is as safe as its id")


@pytest.mark.task(
    "create",
    needs=FOUND,
    spec=(
        "`save(id, data)` replaces the data as a whole, keeps the user, and returns `True`.",
        '`user` any text (`""` is a user as well, only `None` is nobody)',
    ),
)
def test_save_replaces_the_data(student, store):
    """save() puts new data in the place of the old, keeps the user, says True, and concerns no other session."""
    sessions = student.Sessions()
    one, other = begun(sessions, "jane", {"a": 1, "b": 2}), begun(sessions, "jane", {"a": 7})
    visitor, nameless = begun(sessions, None), begun(sessions, "")  # "" is a user like any other
    for data in ({"b": 3}, {}, {"c": [1]}):
        said = [sessions.save(session_id, data) for session_id in (one, visitor, nameless)]
        found = [sessions.load(session_id) for session_id in (one, visitor, nameless, other)]
        seen = [(session["user"], session["data"]) for session in found]
        expect("what save() says", [True] * 3, said)
        wanted = [("jane", data), (None, data), ("", data), ("jane", {"a": 7})]
        expect("user and data of the four sessions", wanted, seen)


@pytest.mark.task(
    "create",
    needs=FOUND,
    spec=(
        "An id may be anything that somebody sends: `None`, empty, far too long, not ASCII. There is no "
        "session with such an id; that is no exception.",
        "If there is no session of that id it returns `False`, and **stores nothing**.",
    ),
)
def test_an_id_that_the_store_does_not_know_is_no_session(student, store):
    """Whatever is sent as an id: load() gives None, save() gives False, and nothing is stored."""
    sessions = student.Sessions()
    session_id = begun(sessions)
    before = store.texts()
    near = [session_id[:-1], session_id.swapcase(), session_id[:9] + "\u200b" + session_id[9:]]
    near += [session_id + more for more in ("x", "=", "é", " ", "\n", "\0", "x" * 5000)] + [
        "ü" + session_id,
        f" {session_id}",
    ]
    for strange in (*STRANGE, *near):
        seen = outcome(sessions.load, strange), outcome(sessions.save, strange, {"n": 1})
        expect(f"load() and save() of {strange!a:.40}", (None, False), seen)
    expect("texts in the store, as before", len(before), len(store.texts()))


@pytest.mark.task(
    "create",
    needs=FOUND,
    spec=(
        "whoever reads the store, its log or its backup can't log in with what they find",
        "In no request to it, as a key or as a value, does the id occur.",
    ),
)
def test_the_store_never_learns_an_id(student, store, network):
    """The id, or a part of it, is in no request to the store and in nothing that is stored."""
    sessions = student.Sessions()
    ids = [begun(sessions, "jane", {"n": 1}), begun(sessions, None)]
    for session_id in ids:
        sessions.save(session_id, {"n": 2})
    keeps_secret(ids, store, network, "create(), load() and save()")


@pytest.mark.task(
    "create",
    needs=FOUND,
    spec="Another process with the same store knows the session at once, and a key that is deleted there is a "
    "session that is over at once: nothing is remembered in between.",
)
def test_the_state_is_in_the_store_alone(student, store):
    """Another process finds the session and its changes; when the store forgets it, nobody remembers it."""
    here, there = student.Sessions(), student.another().Sessions()
    session_id = begun(here, "jane", {"n": 1})
    expect("the user, in another process", ["jane"], users(there, session_id))
    there.save(session_id, {"n": 2})
    expect("the data, after a change in another process", {"n": 2}, here.load(session_id)["data"])
    store.flush()
    seen = (here.load(session_id), there.load(session_id), here.save(session_id, {"n": 3}), store.keys())
    why = "what is remembered in a process can't be ended by another one"
    expect("load() and save() once the store is empty, and its keys", (None, None, False, []), seen, why)


@pytest.mark.task(
    "create",
    points=0.5,
    needs=FOUND,
    spec="A `load` or `save` at whose time somebody else ends the session does not bring it back",
)
@pytest.mark.parametrize("method", ["load", "save"])
def test_what_was_ended_meanwhile_does_not_come_back(student, store, method):
    """A session that somebody else ends between two requests of load() or save() stays ended."""
    sessions = student.Sessions()
    session_id = begun(sessions, None)
    store.after_next_request(store.flush)
    outcome(each_method(sessions, session_id)[method])
    seen = (store.keys(), sessions.load(session_id))
    why = "a logout that a slow request undoes is no logout"
    expect("keys in the store, and the session", ([], None), seen, why, "SET with XX, or EXPIRE")


@pytest.mark.task(
    "create",
    needs=FOUND,
    spec="Then the method raises `StoreUnavailable`, whichever of its requests it was; a failed request is not"
    " repeated.",
)
@pytest.mark.parametrize("method", ["create", "load", "save"])
def test_says_that_the_store_fails(student, gate, method):
    """However the store fails, and at whichever request: StoreUnavailable, after one try."""
    sessions = student.Sessions()
    session_id = begun(sessions)
    call = each_method(sessions, session_id)[method]
    for way in WAYS:
        fails(gate, call, way)
        expect(f"requests that {method}() sends though the store {way}", 1, gate.count)
    for way in MIDDLE:
        for at in range(2, 9):
            if not fails(gate, call, way, at):
                break
    expect("the user of the session afterwards", ["jane"], users(sessions, session_id))


@pytest.mark.task(
    "create",
    points=0.5,
    needs=FOUND,
    spec="no answer within the 2 seconds of `STORE_TIMEOUT`, which are those of each request",
)
def test_waits_two_seconds_for_the_store(student, gate, network, clock):
    """An answer within two seconds is in time, one after them is not waited for, whichever request of a call it is."""
    sessions = student.Sessions()
    session_id = begun(sessions)
    network.latency(STORE, 1.9)
    expect("the user, when each answer takes 1.9 s", ["jane"], outcome(users, sessions, session_id))
    network.latency(STORE, 2.2)
    expect("load(), when each takes 2.2 s", "StoreUnavailable", outcome(sessions.load, session_id))
    network.latency(STORE, 0)
    for name in each_method(sessions, session_id):
        for at in range(1, 9):
            call, begin = each_method(sessions, begun(sessions))[name], clock.elapsed
            gate.fail("never answers", at)
            with suppress(StudentError):  # not done, which is another test's concern
                outcome(call)
            gate.heal()
            if not gate.failed:
                break
            waited = round(clock.elapsed - begin, 1)
            why = "httpx waits 5 seconds unless it is told otherwise"
            expect(f"seconds that {name}() waits for the answer to request {at} of it", 2.0, waited, why)
