"""Task login: a new id at login, and the shop in which one logs in."""

import pytest

from grader.suite import explain

from .shop import GUEST, JANE, OMAR, OTHER_JANE, Shop, Visitor, is_status, sets_no_cookie, sets_the_cookie, shop
from .support import SECRET_FREE, STRANGE, begun, expect, keeps_secret, users

LOGIN = "test_a_login_ends_the_old_id"
IN = "test_who_logs_in_is_known"
BASKET = "test_a_visitor_fills_a_basket"


@pytest.mark.task(
    "login",
    spec=(
        "It begins a session of that user **with a new id**",
        "The old id, if there was a session, is dead from then on",
    ),
)
def test_a_login_ends_the_old_id(student, store, network):
    """login() gives another id for the user; the old one is dead, in the store as well, and whoever it belonged to."""
    sessions = student.Sessions()
    why = "who planted the old id in jane's browser is logged in as well: session fixation"
    for owner in (None, "jane", "omar"):
        other = begun(sessions, owner)
        before = store.keys()
        old = begun(sessions, owner)
        keys = set(store.keys()) - set(before)
        new = sessions.login(old, "jane")
        seen = users(sessions, new, old, other)
        expect(f"users of new and old id, and of another of {owner}", ["jane", "gone", owner], seen, why)
        expect("keys of the old session that are left in the store", set(), keys & set(store.keys()))
        expect("22 to 128 characters of A-Z a-z 0-9 - _ in the new id", True, bool(SECRET_FREE.fullmatch(new)))
        keeps_secret([new, old], store, network, "login()")


@pytest.mark.task(
    "login",
    needs=LOGIN,
    spec=(
        "The data of the old session **comes along** if that was a visitor's who had not logged in",
        "its data does **not** come along. Nor is there any without an old session (`None`, unknown, over): "
        "the new one begins with `{}`.",
    ),
)
def test_the_data_comes_along_if_it_may(student, store, clock):
    """A visitor's data and the same user's come along; another user's does not, nor is there any without a session."""
    sessions, basket = student.Sessions(idle=60), {"items": ["tea", {"n": 2}]}
    over = begun(sessions, None, basket)
    clock.advance(61)
    owners = {(None, "jane"): basket, ("jane", "jane"): basket, ("jane", "omar"): {}, ("jane", "Jane"): {}}
    owners |= {("", "jane"): {}, ("jane", ""): {}, (None, ""): basket, ("", ""): basket}  # "" is a user as well
    for (owner, user), wanted in owners.items():
        new = sessions.login(sessions.create(owner, basket), user)
        seen = (sessions.load(new) or {}).get("data")
        expect(f"the data when {user!r} logs in, in a session of {owner!r}", wanted, seen, "it is private")
    for old in (*STRANGE, over):
        new = sessions.login(old, "jane")
        expect(f"the session after a login with the id {old!a:.40}", {"user": "jane", "data": {}}, sessions.load(new))
        expect("whether the id is another one", True, new != old)


@pytest.mark.task("login", points=0.5, needs=LOGIN, spec="**with a new id**, in its full `idle` and `absolute` times")
def test_a_login_begins_both_times_anew(student, store, clock):
    """The session of a login has its full times, however old the one before was."""
    sessions = student.Sessions(idle=100, absolute=150)
    old = begun(sessions, None, {"n": 1})
    clock.advance(90)
    new = sessions.login(old, "jane")
    for pause, user in ((99, "jane"), (50, "jane"), (2, "gone")):
        clock.advance(pause)
        expect(f"the user {pause} s later", [user], users(sessions, new))


@pytest.mark.task(
    "login", spec='`check_password` gives the user\'s id: 200, `{"user": <id>}`, and `session_cookie` with the new id.'
)
def test_who_logs_in_is_known(shop):
    """POST /login answers with the user's id and a cookie, and GET /me knows each visitor by it."""
    visitors = {who: shop.visitor().logged_in(who) for who in (JANE, OMAR, OTHER_JANE)}
    said = [visitor.answer.json() for visitor in visitors.values()]
    expect("the bodies of POST /login", [{"user": "jane"}, {"user": "omar"}, {"user": "u-3"}], said)
    expect("who GET /me says they are", ["jane", "omar", "u-3"], [visitor.me for visitor in visitors.values()])
    expect("what check_password was asked", list(visitors), list(dict.fromkeys(shop.checked)))


@pytest.mark.task(
    "login", needs=IN, spec="It gives `None`: 401, and nothing changes, be it about a session or a cookie"
)
def test_a_wrong_password_changes_nothing(shop, store):
    """A wrong password gets 401 and no cookie, and whoever was there before still is."""
    stranger, jane = shop.visitor(), shop.visitor().logged_in().put("tea")
    before = store.keys()
    for visitor in (stranger, jane):
        is_status(401, visitor.log_in(("omar", "wrong")), "POST /login with a wrong password")
        sets_no_cookie(visitor.answer, "POST /login with a wrong password")
    expect("jane, her basket, and the stranger", ["jane", ["tea"], 401], [jane.me, jane.basket, stranger.me])
    expect("the store to have no further session", before, store.keys())


@pytest.mark.task(
    "login",
    needs=IN,
    spec=(
        "401 without a session, or with one in which nobody has logged in",
        '(`""` is a user as well, only `None` is nobody)',
    ),
)
def test_nobody_is_known_without_a_login(shop):
    """GET /me is 401 without a cookie, with an id that is none, and in a session in which nobody has logged in."""
    visitor, jane = shop.visitor().put("tea"), shop.visitor().logged_in()
    others = [
        shop.visitor(),
        *[Visitor(shop.app, ("__Host-session", value)) for value in ("x" * 43, "jane", "../", "")],
    ]
    others.append(Visitor(shop.app, ("session", jane.id)))
    expect("GET /me of a visitor with a basket, and of strangers", [401] * 7, [one.me for one in (visitor, *others)])
    expect("GET /me of jane", "jane", jane.me)
    expect("GET /me of a user whose id is an empty text", "", shop.visitor().logged_in(GUEST).me)


@pytest.mark.task(
    "login",
    spec=(
        "the items in the order in which they came; `[]` without a session",
        "with the new one at the end. Without a session it begins one without a user",
    ),
)
def test_a_visitor_fills_a_basket(shop):
    """The first item begins a session; GET and POST give the items in their order, to each visitor the own."""
    one, other = shop.visitor(), shop.visitor()
    said = [one.put(item).answer.json() for item in ("tea", "cup", "tea")]
    other.put("ü")
    expect(
        "the bodies of POST /basket", [["tea"], ["tea", "cup"], ["tea", "cup", "tea"]], [body["items"] for body in said]
    )
    seen = [one.basket, other.basket, shop.visitor().basket]
    expect("the baskets of two visitors and of a stranger", [["tea", "cup", "tea"], ["ü"], []], seen)


@pytest.mark.task(
    "login",
    needs=(IN, BASKET),
    spec=(
        "The basket lives in the session's data and comes along as `login` has it.",
        "The old id, if there was a session, is dead from then on",
    ),
)
def test_the_id_changes_at_login(shop):
    """The basket comes along under a new id, and whoever has the old id has neither user nor basket."""
    victim = shop.visitor().put("tea")
    attacker = victim.copy()
    victim.logged_in()
    assert victim.id != attacker.id, explain("another id after the login", "the same", why="session fixation")
    seen = [victim.me, victim.basket, attacker.copy().me, attacker.copy().basket]
    expect("user and basket under the new id, and under the old one", ["jane", ["tea"], 401, []], seen)
    again = victim.copy()
    victim.put("cup").logged_in()
    seen = [victim.basket, again.copy().me]
    expect("the basket after another login, and /me with the id before it", [["tea", "cup"], 401], seen)


@pytest.mark.task(
    "login",
    points=0.5,
    needs=BASKET,
    spec="**An id that the store does not know is no session**, and is not made one: `POST /basket` with such "
    "a cookie begins a session under a new id.",
)
def test_an_id_is_never_taken_from_a_visitor(shop):
    """With an id that the store does not know, a session begins under a new one."""
    planted = ("__Host-session", "attackers-choice-attackers-choice-12345")
    for begin in (lambda visitor: visitor.put("tea"), Visitor.logged_in):
        visitor = begin(Visitor(shop.app, planted))
        assert visitor.id not in (None, planted[1]), explain("a new id", f"it is {visitor.id!r}")
        seen = [visitor.basket in (["tea"], []), Visitor(shop.app, planted).me, Visitor(shop.app, planted).basket]
        expect("a session under the new id, and /me and basket under the planted one", [True, 401, []], seen)


@pytest.mark.task(
    "login",
    needs=(IN, BASKET),
    spec=(
        "An answer has `Set-Cookie` where this table and the next one say so, and **nowhere else**.",
        "`[]` without a session. It never begins one",
    ),
)
def test_cookies_are_set_where_it_is_said(shop, store):
    """Set-Cookie comes with the login and with the first item, and with nothing else; asking begins no session."""
    stranger = shop.visitor()
    for path in ("/me", "/basket"):
        sets_no_cookie(stranger.ask("GET", path), f"GET {path} of a stranger")
        sets_no_cookie(Visitor(shop.app, ("__Host-session", "x" * 43)).ask("GET", path), f"GET {path} with a dead id")
    expect("keys in the store, as nobody has done anything", [], store.keys())
    visitor = shop.visitor().put("tea")
    for what in ("in a visitor's session", "in jane's"):
        for method, path, body in (
            ("GET", "/me", None),
            ("GET", "/basket", None),
            ("POST", "/basket", {"item": "cup"}),
        ):
            sets_no_cookie(visitor.ask(method, path, body), f"{method} {path} {what}")
        visitor.logged_in()


@pytest.mark.task(
    "login",
    points=0.5,
    needs=(IN, BASKET),
    spec=(
        '200, `{"user": <id>}`, and `session_cookie` with the new id',
        "Answers with it say `Cache-Control: no-store`.",
    ),
)
def test_the_shop_sets_the_cookie_with_every_flag(shop):
    """Login and first item set the cookie of session_cookie(), once, and say Cache-Control: no-store."""
    sets_the_cookie(shop.visitor().logged_in().answer, "POST /login")
    sets_the_cookie(shop.visitor().put("tea").answer, "the first POST /basket")


@pytest.mark.task(
    "login", needs=(IN, BASKET), spec="Each request that brings a session's id uses the session, by `load`."
)
def test_each_request_uses_the_session(student, store, clock):
    """GET /me, GET /basket and POST /basket begin the idle time anew; both times are those given."""
    shop = Shop(student, idle=100, absolute=450)
    visitors = {"GET /me": shop.visitor(), "GET /basket": shop.visitor(), "POST /basket": shop.visitor()}
    for visitor in visitors.values():
        visitor.logged_in()
    for _ in range(4):
        clock.advance(99)
        for what, visitor in visitors.items():
            method, path = what.split()
            visitor.ask(method, path, {"item": "tea"} if method == "POST" else None)
    clock.advance(50)
    expect(
        "who they are after 446 s, each with its request every 99 s", ["jane"] * 3, [v.me for v in visitors.values()]
    )
    clock.advance(5)
    late = shop.visitor().logged_in()
    clock.advance(101)
    seen = [visitor.me for visitor in (*visitors.values(), late)]
    expect("who they are after 451 s, and one whom nobody used for 101 s", [401] * 4, seen)
