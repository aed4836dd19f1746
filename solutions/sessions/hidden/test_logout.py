"""Task logout: nothing is left afterwards, of one session or of all of a user's."""

from functools import partial

import pytest

from grader.suite import explain

from .shop import JANE, OMAR, OTHER_JANE, Visitor, is_status, sets_no_cookie, sets_the_cookie, shop
from .support import (
    MIDDLE,
    STRANGE,
    WAYS,
    begun,
    each_method,
    expect,
    fails,
    finishes,
    gate,
    keeps_secret,
    log_in,
    outcome,
    users,
)

ENDED = "test_a_session_is_over_after_its_logout"
EVERYWHERE = "test_all_sessions_of_a_user_end"
OUT = "test_a_copied_cookie_is_worth_nothing_after_the_logout"
ALL_OUT = "test_all_browsers_of_a_user_are_logged_out"
SIMILAR = ["Jane", "jan", "jane2", "jane:2", "jane ", "jane\u0301", "*", "session:jane", "omar"]
"""Users who are not jane."""


@pytest.mark.task("logout", spec="`logout(id)` ends that session: `load` gives `None` at once, at every instance.")
def test_a_session_is_over_after_its_logout(student, store, network):
    """After logout() the id is dead, in every process, and other sessions of the user live on."""
    sessions = student.Sessions()
    one, other, visitor = begun(sessions), begun(sessions), begun(sessions, None)
    for session_id in (one, visitor):
        expect("what logout() returns", None, sessions.logout(session_id))
    for where, seen in (("here", sessions), ("in another process", student.another().Sessions())):
        wanted = ["gone", "gone", "jane"]
        expect(
            f"users of the ended, the ended visitor's and the other id, {where}",
            wanted,
            users(seen, one, visitor, other),
        )
    expect("save() in the ended session", False, sessions.save(one, {"n": 1}))
    keeps_secret([one, visitor], store, network, "logout()")


@pytest.mark.task(
    "logout",
    points=0.5,
    needs=ENDED,
    spec=(
        "What the store holds afterwards, times to live aside, is what it held before that session began",
        "in the store nothing is left of it, as after `logout`",
    ),
)
def test_nothing_of_a_session_is_left_in_the_store(student, store):
    """After logout() the store holds what it held before the session; login() leaves nothing of the old one."""
    sessions = student.Sessions()
    for first, second in (("jane", "jane"), ("jane", "omar"), (None, "jane"), ("jane", None), ("jane", "")):
        one = sessions.create(first)
        before = sorted(store.texts())
        sessions.logout(sessions.create(second))
        why = "what mentions a session that is over grows for ever"
        same = sorted(store.texts()) == before
        expect(f"keys and values as before a session of {second!r}, besides one of {first!r}", True, same, why, "SREM")
        sessions.logout(one)
        expect("keys in the store after the last logout", [], store.keys())
    for owner in (None, "jane", "omar", ""):
        sessions.create(owner)
        before = set(store.texts())
        old = sessions.create(owner)
        came = set(store.texts()) - before
        sessions.login(old, "jane")
        what = f"keys, values and mentions that came with a session of {owner!r}, and are left after jane's login in it"
        expect(what, 0, len(came & set(store.texts())), why, "SREM from the list of the session's own user")


@pytest.mark.task(
    "logout", points=0.5, needs=ENDED, spec="Called again, or with an id that is not there, it does nothing."
)
def test_a_logout_of_nothing_does_nothing(student, store):
    """A second logout, and one with an id that is not there, is no error and ends nobody's session."""
    sessions = student.Sessions()
    jane, ended = begun(sessions), begun(sessions)
    sessions.logout(ended)
    before = sorted(store.texts())
    for strange in (ended, *STRANGE):
        expect(f"what logout() of {strange!a:.40} returns", None, outcome(sessions.logout, strange))
    expect("keys and values as before", True, sorted(store.texts()) == before)
    expect("the user of the other session", ["jane"], users(sessions, jane))


@pytest.mark.task(
    "logout",
    spec="`logout_everywhere(user)` ends all sessions of that user (the phone, the office, the one that was "
    "stolen), those that began in the same instant as well, and nobody else's: users with similar names "
    "are other users.",
)
def test_all_sessions_of_a_user_end(student, store):
    """logout_everywhere() ends all sessions of the user, however they began, and nobody else's."""
    here, there = student.Sessions(), student.another().Sessions()
    hers = [begun(here), begun(there), here.login(begun(here, None), "jane"), there.login(begun(here), "jane")]
    others = [*(begun(here, user) for user in SIMILAR), begun(here, None)]
    here.logout_everywhere("jane")
    expect("users of jane's four sessions", ["gone"] * 4, users(there, *hers), "one of them was the thief's")
    expect("users of the others' sessions", [*SIMILAR, None], users(here, *others))
    before = sorted(store.texts())
    again = begun(here)
    expect("the user of jane's next session", ["jane"], users(there, again))
    for user in ("jane", "jane", "nobody"):
        there.logout_everywhere(user)
    same = sorted(store.texts()) == before
    expect("nothing of jane to be left in the store", (True, ["gone"]), (same, users(there, again)))


@pytest.mark.task(
    "logout",
    points=0.5,
    needs=EVERYWHERE,
    spec='`user` any text (`""` is a user as well, only `None` is nobody)',
)
def test_a_user_without_a_name_is_a_user(student, store):
    """logout_everywhere("") ends the sessions of "", however they began, and not those of visitors and of jane."""
    sessions = student.Sessions()
    others = [begun(sessions, None), begun(sessions)]
    nameless = [begun(sessions, ""), sessions.login(None, ""), sessions.login(begun(sessions, None), "")]
    expect('users of the sessions of ""', [""] * 3, users(sessions, *nameless))
    sessions.logout_everywhere("")
    expect('users of the sessions of "", after logout_everywhere("")', ["gone"] * 3, users(sessions, *nameless))
    expect("users of a visitor's session and of jane's", [None, "jane"], users(sessions, *others))


@pytest.mark.task(
    "logout",
    points=0.5,
    needs=EVERYWHERE,
    spec=(
        "those that began in the same instant as well",
        "A session that begins while `logout_everywhere` is at work may live on, but **the next call ends it**",
    ),
)
def test_sessions_that_begin_at_once_all_end(student, store):
    """Sessions of a user that begin in the same instant are all ended; one that begins meanwhile, by the next call."""
    sessions = student.Sessions()
    ids = student.together(*[partial(sessions.create, "jane")] * 6)
    expect("users of the six", ["jane"] * 6, users(sessions, *ids))
    sessions.logout_everywhere("jane")
    why = "a list that is read, changed and written back loses what another one has written meanwhile"
    expect("users of the six after logout_everywhere()", ["gone"] * 6, users(sessions, *ids), why, "SADD")
    early, there, late = begun(sessions), student.another().Sessions(), []
    store.after_next_request(lambda: late.append(there.create("jane")))
    sessions.logout_everywhere("jane")
    expect("the user of a session from before it", ["gone"], users(sessions, early))
    sessions.logout_everywhere("jane")
    why = "a list that is deleted as a whole takes those with it that came after it was read"
    expect("the user of one that began during it, after a second one", ["gone"], users(sessions, *late), why, "SREM")


@pytest.mark.task(
    "logout",
    needs=EVERYWHERE,
    spec="What you keep about a *user* (for `logout_everywhere`) has to last as long as the longest of their "
    "sessions may",
)
def test_a_session_is_found_to_its_last_second(student, store, clock):
    """However long a session is used, and whatever of the user's ended before it, logout_everywhere() finds it."""
    for before, begin in (("is over", begun), ("was logged out", begun), ("is over", log_in)):
        sessions = student.Sessions(idle=200, absolute=1000)
        early = begun(sessions)
        clock.advance(150)
        late = begin(sessions)
        if before == "was logged out":
            sessions.logout(early)
        for _ in range(6):
            clock.advance(165)
            sessions.load(early)
            sessions.load(late)
        found = sessions.load(late)
        expect("the second session is there, 990 s after it began", True, found is not None)
        sessions.logout_everywhere("jane")
        why = "what tells a user's sessions has to last as long as the longest of them"
        what = (
            f"users after logout_everywhere(); the first session {before} by then, the second began by {begin.__name__}"
        )
        expect(what, ["gone", "gone"], users(sessions, early, late), why)


@pytest.mark.task(
    "logout",
    needs=(ENDED, EVERYWHERE),
    spec="If the store fails in the middle, a further call once it is back **ends what the first one has not**, and "
    "again nothing is left",
)
@pytest.mark.parametrize("method", ["logout", "logout_everywhere"])
def test_a_second_logout_ends_what_the_first_has_not(student, store, gate, method):
    """A logout in which the store fails raises StoreUnavailable, and another one ends what is still there."""
    sessions = student.Sessions()

    def prepare():
        store.flush()
        ids = [begun(sessions), begun(sessions), begun(sessions)]
        ended = ids if method == "logout_everywhere" else ids[:1]

        def check(at):
            after = f"after a {method}() whose request {at} failed, and another"
            why = "the list was thrown away before its sessions were ended, and nobody finds them any more"
            expect(f"users {after}", ["gone"] * len(ended), users(sessions, *ended), why)
            why = "what mentions a session that is over grows for ever, and no further logout finds it"
            what = f"keys, values and mentions {after}, as many as if nothing fails"
            expect(what, clean, len(store.texts()), why, "DEL and SREM at once")

        return each_method(sessions, ids[0])[method], check

    prepare()[0]()
    clean = len(store.texts())
    session_id = begun(sessions)
    for way in WAYS:
        fails(gate, each_method(sessions, session_id)[method], way)
    for way in MIDDLE:
        finishes(gate, prepare, way)


@pytest.mark.task("logout", spec="The session is ended in the store, the others of that user live on")
def test_a_copied_cookie_is_worth_nothing_after_the_logout(shop):
    """POST /logout is answered with 204, and the id is dead for whoever has a copy of it; other browsers stay."""
    for prepare in (lambda visitor: visitor.logged_in().put("tea"), lambda visitor: visitor.put("tea")):
        browser, phone = prepare(shop.visitor()), shop.visitor().logged_in()
        thief = browser.copy()
        expect("the basket with the copied cookie, before", ["tea"], thief.basket)
        is_status(204, browser.ask("POST", "/logout"), "POST /logout")
        why = "clearing the cookie changes one browser; the session has to end on the server"
        expect("user and basket with the copied cookie", [401, []], [thief.me, thief.basket], why)
        expect("the user at the phone", "jane", phone.me)


@pytest.mark.task(
    "logout",
    needs=OUT,
    spec=(
        "204 and `expired_cookie`, whether there was a session or not",
        "204 and `expired_cookie`, and all sessions of that user are ended",
        "Answers with it say `Cache-Control: no-store`.",
    ),
)
def test_every_logout_deletes_the_cookie(shop):
    """POST /logout gives expired_cookie(), with a session, without one, with a dead one; so does /logout-everywhere."""
    dead = Visitor(shop.app, ("__Host-session", "x" * 43))
    for visitor in (shop.visitor().logged_in(), shop.visitor().put("tea"), shop.visitor(), dead):
        is_status(204, visitor.ask("POST", "/logout"), "POST /logout, whether there is a session or not")
        sets_the_cookie(visitor.answer, "POST /logout", deletes=True)
    jane = shop.visitor().logged_in()
    sets_the_cookie(jane.ask("POST", "/logout-everywhere"), "POST /logout-everywhere", deletes=True)


@pytest.mark.task("logout", spec="204 and `expired_cookie`, and all sessions of that user are ended.")
def test_all_browsers_of_a_user_are_logged_out(shop):
    """POST /logout-everywhere is answered with 204, and every browser of that user is logged out, nobody else's."""
    browser, phone, thief = (shop.visitor().logged_in() for _ in range(3))
    others = [shop.visitor().logged_in(OMAR), shop.visitor().logged_in(OTHER_JANE)]
    known = [visitor.me for visitor in others]
    copies = [visitor.copy() for visitor in (browser, phone, thief)]
    is_status(204, browser.ask("POST", "/logout-everywhere"), "POST /logout-everywhere")
    expect("/me with jane's three cookies", [401] * 3, [visitor.me for visitor in copies])
    expect(
        "/me of the others, and of jane after another login",
        [*known, "jane"],
        [visitor.me for visitor in (*others, browser.logged_in(JANE))],
    )


@pytest.mark.task(
    "logout",
    points=0.5,
    needs=ALL_OUT,
    spec=(
        "401 without `Set-Cookie` if nobody is logged in",
        "`GET` of these two changes nothing (404 or 405)",
    ),
)
def test_neither_a_stranger_nor_a_link_logs_anybody_out(shop):
    """Without a login POST /logout-everywhere is 401 without a cookie; GET of both logouts changes nothing."""
    jane, visitor = shop.visitor().logged_in(), shop.visitor().put("tea")
    for who in (visitor, shop.visitor(), Visitor(shop.app, ("__Host-session", "x" * 43))):
        is_status(401, who.ask("POST", "/logout-everywhere"), "POST /logout-everywhere without a login")
        sets_no_cookie(who.answer, "POST /logout-everywhere without a login")
    for path in ("/logout", "/logout-everywhere"):
        code = jane.copy().ask("GET", path).status_code
        assert code in (404, 405), explain(
            f"404 or 405 for GET {path}", f"{code}", why="an image on a page can send it"
        )
    expect("jane, and the visitor's basket", ["jane", ["tea"]], [jane.me, visitor.basket])
