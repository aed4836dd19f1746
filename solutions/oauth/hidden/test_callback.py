"""Task callback: what is believed of what comes back through the browser."""

import pytest

from grader.suite import explain

from . import lesson
from .support import AUTH, CALLBACK, KIOSK, SHOP, back, begun, outcome, query, s256, through_json


@pytest.fixture
def login(student):
    return student.LoginClient(**SHOP)


def succeeds(login, session, url, what, code="code-of-the-server"):
    """See that a callback is accepted."""
    found = outcome(lambda: login.callback(session, url))
    told = found.get("code") if isinstance(found, dict) else found
    assert told == code, explain(f"the code {code!r} for {what}", f"what came of it is {told!r}", tried=what)


def refuses(student, login, session, url, what, why=""):
    """See that a callback is a CallbackError."""
    with student.raises("CallbackError", why=why, tried=what):
        login.callback(session, url)


def refuses_each(student, login, cases, why):
    """See that each of these fails, and that a good answer would have been accepted in its place.

    ``cases``: by what they are, functions of the state that give a URL.
    """
    for what, make in cases.items():
        good, bad = student.Session(), student.Session()
        succeeds(login, good, back(begun(login, good)), f"a good answer, before the one with {what}")
        refuses(student, login, bad, make(begun(login, bad)), what, why)


@pytest.mark.task("callback", spec=lesson.RESULT)
def test_gives_what_the_exchange_needs(student, network):
    """A good answer gives its code, with verifier and nonce of the login, and sends nothing."""
    for settings, code in ((SHOP, "c-1"), (KIOSK, "another code / with+signs")):
        login, session = student.LoginClient(**settings), student.Session()
        given = query(login.authorization_url(session))
        url = back(given["state"][0], at=settings["redirect_uri"], code=code, iss=settings["issuer"], session_state="x")
        found = outcome(lambda: login.callback(through_json(student, session), url))  # noqa: B023 — called at once
        assert isinstance(found, dict), explain("a dictionary for a good answer", f"what came of it is {found!r}")
        assert sorted(found) == ["code", "code_verifier", "nonce"], explain(
            "code, code_verifier and nonce, and nothing else", f"the entries are {sorted(found)}"
        )
        told = (found["code"], s256(found["code_verifier"]), found["nonce"])
        assert told == (code, given["code_challenge"][0], given["nonce"][0]), explain(
            "the code of the URL, and verifier and nonce of the login", f"the code is {found['code']!r}, or another"
        )
    assert not network.requests(), explain("no request", f"there were {len(network.requests())}")


@pytest.mark.task("callback", spec=(lesson.ADDRESS, lesson.UNTOUCHED))
def test_comes_back_at_its_own_address(student, login):
    """An answer that arrives at another address than the redirect URI is refused, even if it begins like it."""
    addresses = (
        *(f"{CALLBACK}/", f"{CALLBACK}2", f"{CALLBACK}/../evil", "https://shop.test/", "http://shop.test/callback"),
        *("https://shop.test.evil.test/callback", "https://shop.test:8443/callback", "https://evil.test/callback"),
        *("https://shop.test/Callback", f"https://evil.test/?next={CALLBACK}", "https://jane@shop.test/callback"),
        *("https://shop.test/oauth/callback", "https://evil.test/#https://shop.test/callback"),
        *("HTTPS://shop.test/callback", "https://SHOP.test/callback", " https://shop.test/callback"),
        *("https://shop.test/call\tback", "https://shop.test/callback\n", "\x00https://shop.test/callback"),
    )

    def at(address):
        if "?" in address or "#" in address:
            return lambda state: back(state).replace(CALLBACK + "?", f"{address}&")
        return lambda state: back(state, at=address)

    why = "each authorization server has an address of its own, so that none can answer for another"
    refuses_each(student, login, {address: at(address) for address in addresses}, why)
    session = student.Session()
    state = begun(login, session)
    refuses(student, login, session, back(state, at=f"{CALLBACK}/"), "a good state at another address", why)
    succeeds(login, session, back(state), "the same login at the right address, afterwards")


@pytest.mark.task("callback", spec=(lesson.STATE, lesson.UNTOUCHED, lesson.TWICE))
def test_the_state_is_of_this_session(student, login):
    """A state that is missing, made up, of another session or there twice is refused; the logins that wait go on."""
    session, other = student.Session(), student.Session()
    good, foreign = begun(login, session), begun(login, other)
    cases = {
        "no state": back(None),
        "an empty state": back(""),
        "a state that is made up": back("made-up-by-mallory-0123456789"),
        "the state of another session": back(foreign),
        "a part of the state": back(good[:-1]),
        "the state and one letter": back(good + "A"),
        "a state that is not ASCII": back("stäte-of-mallory-0123456789"),
        "the state twice": back([good, good]),
        "two states": back([foreign, good]),
        "the state in capitals": back(good.upper() + "a"),
    }
    for what, url in cases.items():
        refuses(student, login, session, url, what, "who finishes somebody else's login is logged in as somebody else")
    refuses(student, login, student.Session(), back(good), "a session in which no login has begun")
    refuses(
        student,
        login,
        student.Session({"basket": []}),
        back(""),
        "an empty state in a session in which no login has begun",
    )
    succeeds(login, session, back(good), "the login that waited meanwhile")
    succeeds(login, other, back(foreign), "the login of the other session")


@pytest.mark.task("callback", spec=lesson.ONCE)
def test_a_state_works_once(student, login):
    """After a good answer the same state is refused; another login of the session is not."""
    session = student.Session()
    first, second = (begun(login, session) for _ in range(2))
    succeeds(login, session, back(first), "the first login")
    for code in ("code-of-the-server", "another-code"):
        refuses(
            student, login, through_json(student, session), back(first, code=code), "the same state again", "a replay"
        )
    succeeds(login, session, back(second), "the second login of the session")


@pytest.mark.task("callback", spec=lesson.USED_UP)
def test_a_failed_answer_uses_the_state_up(student, login):
    """Whatever is wrong with an answer beside its state: nobody gets a second try at the same login."""
    wrong = {
        "another issuer": {"iss": "https://evil.test"},
        "no issuer": {"iss": None},
        "no code": {"code": None},
        "two codes": {"code": ["a", "b"]},
        "a token beside the code": {"access_token": "t"},
        "an error": {"error": "server_error", "code": None},
        "an error beside two codes": {"error": "access_denied", "code": ["a", "b"]},
    }
    for what, changes in wrong.items():
        session = student.Session()
        state, waiting = (begun(login, session) for _ in range(2))
        with student.raises("CallbackError", "AuthorizationRefused", tried=what):
            login.callback(session, back(state, **changes))
        refuses(student, login, session, back(state), f"a good answer after one with {what}", "a state works once")
        succeeds(login, session, back(waiting), f"another login of the session, after an answer with {what}")


@pytest.mark.task("callback", spec=lesson.LOGIN_LIFETIME)
def test_a_login_may_take_ten_minutes(student, login, clock):
    """An answer is accepted just under 600 seconds after its login began, and not later."""
    session = student.Session()
    clock.advance(1000)
    old = begun(login, session)
    clock.advance(300)
    young = begun(login, session)
    clock.advance(299)
    kept = through_json(student, session)
    succeeds(login, session, back(old), "an answer after 599 seconds")
    clock.advance(2)
    refuses(student, login, kept, back(old), "an answer after 601 seconds", "a login left open is there for the next")
    succeeds(login, kept, back(young), "an answer after 301 seconds")


@pytest.mark.task("callback", spec=lesson.ISSUER)
def test_the_issuer_is_ours(student, login):
    """An answer without `iss`, or with another one than the issuer to the letter, is refused, errors as well."""
    changes = {
        "no iss": {"iss": None},
        "an empty iss": {"iss": ""},
        "another iss": {"iss": "https://evil.test"},
        "a slash at its end": {"iss": f"{AUTH}/"},
        "capital letters": {"iss": "https://AUTH.test"},
        "an iss that begins like ours": {"iss": f"{AUTH}.evil.test"},
        "the beginning of ours": {"iss": AUTH[:-1]},
        "an iss that is not ASCII": {"iss": "https://aüth.test"},
        "iss twice": {"iss": [AUTH, AUTH]},
        "ours and another iss": {"iss": [AUTH, "https://evil.test"]},
        "another iss and ours": {"iss": ["https://evil.test", AUTH]},
        "another iss, with an error": {"iss": "https://evil.test", "error": "access_denied", "code": None},
        "no iss, with an error": {"iss": None, "error": "access_denied", "code": None},
    }
    cases = {what: lambda state, given=given: back(state, **given) for what, given in changes.items()}
    refuses_each(student, login, cases, "otherwise a bad authorization server has our code sent to it: a mix-up")


@pytest.mark.task("callback", spec=lesson.IMPLICIT)
def test_refuses_the_implicit_flow(student, login):
    """An answer that brings a token through the browser is refused, even if it brings a code as well."""
    changes = {
        "an access token": {"access_token": "eyJ", "token_type": "Bearer", "code": None},
        "an ID token": {"id_token": "eyJ", "code": None},
        "an access token and a code": {"access_token": "eyJ"},
        "an ID token and a code": {"id_token": "eyJ"},
        "an access token that is empty": {"access_token": ""},
        "a token and an error": {"access_token": "eyJ", "error": "access_denied"},
    }
    cases = {what: lambda state, given=given: back(state, **given) for what, given in changes.items()}
    refuses_each(student, login, cases, "a token in a URL is in the history, in logs, and in the referrer")


@pytest.mark.task("callback", spec=lesson.FRAGMENT)
def test_does_not_read_the_fragment(student, login):
    """Code, state, issuer or token behind the # are not taken; a good query with a fragment is a good answer."""

    def moved(state, *names):
        given = {"code": "code-of-the-server", "state": state, "iss": AUTH}
        url = back(state, **dict.fromkeys([name for name in names if name != "state"]))
        url = back(None, code=given["code"]) if "state" in names and len(names) == 1 else url
        rest = "&".join(f"{name}={given[name]}" for name in names)
        return f"{url if len(names) < 3 else CALLBACK}#{rest}"

    cases = {
        "the code in the fragment": lambda state: moved(state, "code"),
        "the state in the fragment": lambda state: moved(state, "state"),
        "the issuer in the fragment": lambda state: moved(state, "iss"),
        "all of it in the fragment": lambda state: moved(state, "code", "state", "iss"),
        "all of it in the fragment, behind a ?": lambda state: back(state).replace("?", "#?"),
        "a token in the fragment": lambda state: f"{CALLBACK}#access_token=eyJ&token_type=Bearer&state={state}",
        "a token in the fragment, and no code": lambda state: f"{back(state, code=None)}#access_token=eyJ",
    }
    refuses_each(student, login, cases, "the implicit flow leaves its tokens in the fragment")
    session = student.Session()
    for fragment in ("_=_", "access_token=eyJ", "error=access_denied&code=b&state=c&iss=d"):
        url = f"{back(begun(login, session))}#{fragment}"
        succeeds(login, session, url, f"a good answer with the fragment {fragment}")


@pytest.mark.task("callback", spec=lesson.REFUSED)
def test_reports_what_the_server_says(student, auth, login):
    """An error of the authorization server is AuthorizationRefused, with its code; there is no code to exchange."""
    session = student.Session()
    denied = auth.deny(login.authorization_url(session))
    urls = {"access_denied": [denied]}
    for error in ("access_denied", "server_error", "temporarily_unavailable", "invalid_scope", "login_required"):
        urls.setdefault(error, []).append(back(begun(login, session), error=error, code=None))
    urls["consent_required"] = [back(begun(login, session), error="consent_required", error_description="No.")]
    for error, each in urls.items():
        for url in each:
            with student.raises("AuthorizationRefused", tried=error) as caught:
                login.callback(session, url)
            assert caught.value.error == error, explain(f"the error {error!r}", f"it is {caught.value.error!r}")


@pytest.mark.task("callback", spec=(lesson.AT_MOST_ONCE, lesson.A_CODE))
def test_everything_is_there_once(student, login):
    """A code or an error that is empty or there twice, and an answer with neither, are refused."""
    changes = {
        "neither code nor error": {"code": None},
        "an empty code": {"code": ""},
        "two codes": {"code": ["a", "b"]},
        "the same code twice": {"code": ["a", "a"]},
        "an empty code and a code": {"code": ["", "a"]},
        "two errors": {"error": ["access_denied", "server_error"], "code": None},
        "an empty error": {"error": "", "code": None},
        "an empty error beside a code": {"error": ""},
    }
    cases = {what: lambda state, given=given: back(state, **given) for what, given in changes.items()}
    refuses_each(student, login, cases, "whoever adds a parameter to a URL decides which of the two is read")
