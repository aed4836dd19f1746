"""The front channel: the authorization endpoint and the login page, as a browser meets them."""

import re

import pytest
from auth_bench import CALLBACK, AuthBench, answer


@pytest.fixture
def bench() -> AuthBench:
    return AuthBench()


def page_id(response) -> str:
    return re.search(r'name="request" value="(\w+)"', response.text)[1]


def log_in(bench, response, password="correct horse", **fields):
    form = {"request": page_id(response), "username": "jane", "password": password, **fields}
    return bench.post("/login", form)


def test_shows_a_login_page_that_is_not_framed_cached_or_scripted(bench):
    """What a person fills in is protected as such a page has to be."""
    page = bench.get(bench.url())
    assert (200, "no-store") == (page.status_code, page.headers["Cache-Control"])
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "shop asks who you are" in page.text


def test_a_login_sends_the_browser_back_with_a_code(bench):
    """To the exact redirect URI, with state and the server's name, and by GET."""
    back = log_in(bench, bench.get(bench.url()))
    location = back.headers["Location"]
    assert (303, CALLBACK) == (back.status_code, location.partition("?")[0])
    assert {"state": "s-1", "iss": "https://auth.test"} == {k: v for k, v in answer(location).items() if k != "code"}
    assert 200 == bench.exchange(answer(location)["code"]).status_code


def test_a_login_is_remembered_in_a_cookie_that_no_script_reads(bench):
    """The second request goes straight back."""
    back = log_in(bench, bench.get(bench.url()))
    cookie = back.headers["Set-Cookie"]
    assert [] == [flag for flag in ("HttpOnly", "Secure", "SameSite=lax") if flag not in cookie]
    bench.cookie = cookie.partition(";")[0]
    again = bench.get(bench.url(state="s-2"))
    assert (303, "s-2") == (again.status_code, answer(again.headers["Location"])["state"])


def test_a_login_page_can_be_used_once(bench):
    """Sent a second time it logs in, and goes nowhere."""
    page = bench.get(bench.url())
    assert [303, 200] == [log_in(bench, page).status_code for _ in range(2)]


def test_after_a_logout_the_browser_is_asked_again(bench):
    """The cookie is worth nothing any more."""
    bench.cookie = log_in(bench, bench.get(bench.url())).headers["Set-Cookie"].partition(";")[0]
    bench.post("/logout")
    assert 200 == bench.get(bench.url()).status_code


def test_prompt_login_asks_again_whoever_is_logged_in(bench):
    """OpenID Connect Core, section 3.1.2.1."""
    bench.cookie = log_in(bench, bench.get(bench.url())).headers["Set-Cookie"].partition(";")[0]
    assert 200 == bench.get(bench.url(prompt="login")).status_code


def test_prompt_none_never_shows_a_page(bench):
    """Without a login the client is told so."""
    back = bench.get(bench.url(prompt="none"))
    assert "login_required" == answer(back.headers["Location"])["error"]


@pytest.mark.parametrize(("username", "password"), [("jane", "wrong"), ("nobody", ""), ("", "")])
def test_an_unknown_name_and_a_wrong_password_look_the_same(bench, username, password):
    """403, the page again, and no cookie."""
    page = bench.get(bench.url())
    again = log_in(bench, page, password=password, username=username)
    assert (403, False) == (again.status_code, "Set-Cookie" in again.headers)
    assert "Unknown name or wrong password." in again.text
    assert 303 == log_in(bench, again).status_code


def test_who_says_no_is_sent_back_with_access_denied(bench):
    """And the page is used up."""
    page = bench.get(bench.url())
    back = log_in(bench, page, answer="no")
    assert ("access_denied", "s-1") == tuple(answer(back.headers["Location"])[name] for name in ("error", "state"))
    assert 400 == log_in(bench, page, answer="no").status_code


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": ""}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"scope": "orders:read root"}, "invalid_scope"),
    ],
)
def test_a_wrong_request_is_told_to_the_client(bench, changes, error):
    """By redirect, with state: implicit flow, PKCE missing or plain, too much scope."""
    told = answer(bench.get(bench.url(**changes)).headers["Location"])
    assert (error, "s-1") == (told["error"], told["state"])


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "stranger"},
        {"client_id": ""},
        {"redirect_uri": "https://shop.test/callback/more"},
        {"redirect_uri": "https://shop.test/callbac"},
        {"redirect_uri": "https://evil.test/callback"},
        {"redirect_uri": ""},
    ],
)
def test_an_unknown_client_or_redirect_uri_is_sent_nowhere(bench, changes):
    """The person is told, not that place: it may be an attacker's. (The shop has two, so it has to say which.)"""
    told = bench.get(bench.url(**changes))
    assert (400, False) == (told.status_code, "Location" in told.headers)


def test_a_parameter_that_comes_twice_is_refused(bench):
    """RFC 6749, section 3.1."""
    assert 400 == bench.get(bench.url() + "&state=other").status_code


def test_a_client_with_one_redirect_uri_need_not_name_it(bench):
    """Then it need not be named at the token endpoint either."""
    location = bench.auth.approve(bench.url(client_id="phone", redirect_uri=""))
    assert location.startswith("org.example.shop:/callback?code=")


def test_a_client_that_acts_for_no_user_gets_no_code(bench):
    """`reports` has client credentials only; it has no redirect URI either."""
    assert 400 == bench.get(bench.url(client_id="reports")).status_code


def test_a_form_does_as_well_as_a_query(bench):
    """OpenID Connect Core, section 3.1.2.1, asks for both."""
    query = bench.url().partition("?")[2]
    page = bench.send(
        "POST", "/authorize", query.encode(), {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    )
    assert 303 == log_in(bench, page).status_code


def test_a_test_can_approve_and_deny_without_a_browser(bench):
    """The same answers, without the page."""
    code = answer(bench.auth.approve("https://auth.test" + bench.url(), "john"))["code"]
    assert "u-1002" == bench.get("/userinfo", Authorization=f"Bearer {_token(bench, code)}").json()["sub"]
    assert "access_denied" == answer(bench.auth.deny(bench.url()))["error"]
    assert "invalid_scope" == answer(bench.auth.deny(bench.url(scope="root")))["error"]


def _token(bench, code):
    return bench.exchange(code).json()["access_token"]
