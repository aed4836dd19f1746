"""Task request: the URL to which a browser is sent, and what the session keeps of it."""

import re

import pytest

from grader.suite import explain

from . import lesson
from .support import AUTH, CALLBACK, KIOSK, SHOP, back, begun, outcome, query, s256, through_json


@pytest.mark.task("request", spec=(lesson.QUERY, lesson.AS_GIVEN))
def test_asks_for_a_code_and_nothing_else(student):
    """The URL is that of the authorization endpoint with each parameter once, to the letter, and no other."""
    odd = {**SHOP, "client_id": "a & b", "redirect_uri": "https://Cafe.test/a%20b/back"}
    plus = {**SHOP, "client_id": "a+b", "redirect_uri": "https://cafe.test/a+b", "scope": "openid orders:read+write"}
    for settings in (SHOP, KIOSK, odd, plus):
        url = student.LoginClient(**settings).authorization_url(student.Session())
        base = url.partition("?")[0]
        assert base == settings["authorization_endpoint"], explain(settings["authorization_endpoint"], f"it is {base}")
        found = {name: len(values) for name, values in query(url).items()}
        names = ["client_id", "code_challenge", "code_challenge_method", "nonce"]
        names += ["redirect_uri", "response_type", "scope", "state"]
        assert found == dict.fromkeys(names, 1) and "#" not in url, explain(
            expected=f"each of {', '.join(names)} once, no other parameter, and no fragment",
            happened=f"how often each is there: {found}",
            why="what is in this URL is seen by everybody on the way",
        )
        wanted = {"scope": ["openid orders:read"], **{name: [settings[name]] for name in settings if name in names}}
        wanted["response_type"] = ["code"]
        found = {name: query(url)[name] for name in wanted}
        assert found == wanted, explain(f"the parameters {wanted}", f"they are {found}", "compared letter by letter")


@pytest.mark.task("request", spec=lesson.RANDOM)
def test_state_and_nonce_are_new_each_time(student):
    """State, nonce and challenge are random: long enough, different from each other, and new for each login."""
    login, session, seen = student.LoginClient(**SHOP), student.Session(), []
    for used in (session, session, student.Session(), student.Session()):
        given = query(login.authorization_url(used))
        seen += [given.get(name, [""])[0] for name in ("state", "nonce", "code_challenge")]
    assert len(set(seen)) == len(seen), explain(
        expected="four logins with twelve different values for state, nonce and code_challenge",
        happened=f"{len(set(seen))} of them are different",
        why="a value that is used again ties two logins to each other",
    )
    short = [len(value) for value in seen if len(value) < 22]
    assert not short, explain("values of at least 22 characters", f"there is one of {min(short or [0])}")


@pytest.mark.task("request", needs="test_state_and_nonce_are_new_each_time", spec=lesson.UNGUESSABLE)
def test_nobody_can_guess_them(student):
    """State, nonce and verifier come from a source that is not the same in another process."""
    urls = [
        each.LoginClient(**SHOP).authorization_url(each.Session())
        for each in (student, student.another(), student.another())
    ]
    for name in ("state", "nonce", "code_challenge"):
        found = {query(url)[name][0] for url in urls}
        assert len(found) == 3, explain(
            expected=f"a {name} in each of three processes that the others do not have",
            happened=f"there are {len(found)} different ones",
            why="`random` starts from a seed, and whoever knows a few of its numbers knows the next ones",
            try_next="the module `secrets`",
        )


@pytest.mark.task("request", spec=(lesson.CHALLENGE, lesson.VERIFIER))
def test_the_challenge_is_made_of_a_verifier(student):
    """The challenge is the S256 of a well-formed verifier, which is new each time and stays out of the URL."""
    login, verifiers = student.LoginClient(**SHOP), []
    for _ in range(3):
        session = student.Session()
        url = login.authorization_url(session)
        given = query(url)
        found = outcome(lambda: login.callback(session, back(given["state"][0])))  # noqa: B023 — called at once
        assert isinstance(found, dict) and isinstance(found.get("code_verifier"), str), explain(
            "a code_verifier from `callback`", f"what came back is {found!r}"
        )
        verifier = found["code_verifier"]
        assert re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", verifier), explain(
            "43 to 128 letters, digits, or any of -._~", f"the verifier has {len(verifier)} characters"
        )
        told = (given["code_challenge_method"], given["code_challenge"])
        assert told == (["S256"], [s256(verifier)]), explain(
            expected="code_challenge_method S256, and the challenge that belongs to the verifier",
            happened=f"the method is {told[0]}, and the challenge "
            + ("is right" if told[1] == [s256(verifier)] else f"of {len(told[1][0])} characters is another"),
            try_next="RFC 7636, appendix B, goes through an example",
        )
        assert verifier not in url, explain("the verifier to stay with the client", "it stands in the URL")
        verifiers.append(verifier)
    assert len(set(verifiers)) == 3, explain("a verifier for each login", f"{len(set(verifiers))} for three logins")


@pytest.mark.task("request", points=0.5, spec=lesson.ENDPOINT)
def test_an_endpoint_keeps_its_query(student):
    """Parameters that the authorization endpoint has already stay, those that are there twice or empty as well."""
    endpoint = f"{AUTH}/authorize?tenant=eu&group=b&theme=a%26b&group=a&hint="
    url = student.LoginClient(**{**SHOP, "authorization_endpoint": endpoint}).authorization_url(student.Session())
    wanted = {"tenant": ["eu"], "group": ["b", "a"], "theme": ["a&b"], "hint": [""], "redirect_uri": [CALLBACK]}
    found = (url.partition("?")[0], {name: query(url).get(name) for name in wanted})
    assert found == (f"{AUTH}/authorize", wanted), explain(
        expected=f"{wanted} in the query of {AUTH}/authorize", happened=f"it is {found[1]} in that of {found[0]}"
    )


@pytest.mark.task("request", spec=lesson.TABS)
def test_two_tabs_do_not_disturb_each_other(student):
    """Logins that begin in one session can be finished in any order, each with its own verifier and nonce."""
    login = student.LoginClient(**SHOP)
    for order in ((0, 1, 2), (2, 0, 1)):
        session, urls = student.Session(), []
        for _ in range(3):
            urls.append(query(login.authorization_url(session)))
            session = through_json(student, session)
        for tab in order:
            given = urls[tab]
            found = outcome(lambda: login.callback(session, back(given["state"][0])))  # noqa: B023 — called at once
            assert isinstance(found, dict), explain(f"login {tab + 1} of three to be finished", f"it ends in {found}")
            told = (s256(str(found.get("code_verifier"))), found.get("nonce"))
            assert told == (given["code_challenge"][0], given["nonce"][0]), explain(
                "the verifier and the nonce of this login", "they are those of another one", tried=f"login {tab + 1}"
            )


@pytest.mark.task("request", points=0.5, spec=(lesson.BASKET, lesson.ELSEWHERE))
def test_the_session_is_kept_with_care(student):
    """What else is in the session stays, and what is added is all that another instance needs, through JSON."""
    basket = {"items": ["shoes", {"hat": 2}], "user": None}
    session = student.Session({"basket": basket, "state": "of the basket", "nonce": 7})
    login = student.LoginClient(**SHOP)
    states = [begun(login, session) for _ in range(2)]
    kept = through_json(student, session)
    assert kept.data == session.data, explain("a session that JSON gives back as it was", "something in it has changed")
    found = outcome(lambda: login.callback(kept, back(states[0])))
    assert isinstance(found, dict), explain("the first login to be finished", f"what came of it is {found!r}")
    for found in (session.data, kept.data):
        others = {name: found.get(name) for name in ("basket", "state", "nonce")}
        assert others == {"basket": basket, "state": "of the basket", "nonce": 7}, explain(
            "the other entries of the session as they were", f"they are {others}"
        )
    other = student.another()
    login, kept = other.LoginClient(**SHOP), other.Session(kept.data)
    found = outcome(lambda: login.callback(kept, back(states[1])))
    assert isinstance(found, dict), explain(
        "the second login to be finished in another process, with what is in the session",
        f"what came of it is {found!r}",
        "behind a load balancer the browser comes back to another instance",
    )
