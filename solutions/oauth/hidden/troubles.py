"""The ways in which a token request fails, each with what is due then, for the tasks exchange, refresh and service."""

import httpx

from grader.suite import drop, explain, hang, refuse, reset, status

TROUBLES = {
    "refuses the connection": refuse(),
    "lets nobody connect": hang(connecting=True),
    "breaks the connection": reset(),
    "closes the connection": drop(),
    "never answers": hang(),
    **{f"answers {code}": status(code, json={"error": "server_error"}) for code in (500, 502, 503, 599)},
}
REFUSALS = (
    ("400, invalid_request", 400, {"error": "invalid_request", "error_description": "no"}, "invalid_request"),
    ("401, invalid_client", 401, {"error": "invalid_client"}, "invalid_client"),
    ("403, a proxy's", 403, {"error": "unauthorized_client"}, "unauthorized_client"),
    ("429, without an error", 429, {"detail": "slow down"}, ""),
    ("404, a list", 404, ["not found"], ""),
    ("400, an error that is a number", 400, {"error": 7}, ""),
    ("499, no JSON", 499, None, ""),
)
UNUSABLE = {
    "no JSON": httpx.Response(200, text="<html>"),
    "nothing": httpx.Response(200),
    "a list": httpx.Response(200, json=[{"access_token": "a", "token_type": "Bearer"}]),
    "a text": httpx.Response(200, json="access_token"),
    "no access_token": {"access_token": None},
    "an empty access_token": {"access_token": ""},
    "an access_token that is a number": {"access_token": 7},
    "an access_token that is a list": {"access_token": ["a"]},
    "no token_type": {"token_type": None},
    "a token_type that is a number": {"token_type": 7},
    "the token_type MAC": {"token_type": "mac"},
    "the token_type DPoP": {"token_type": "DPoP"},
    **{f"status {code}": {"status": code} for code in (201, 202, 203)},
    "status 204": httpx.Response(204),
    **{
        f"a redirect, {code}": httpx.Response(code, headers={"Location": "https://evil.test/token"})
        for code in (302, 303, 307, 308)
    },
}
"""Answers that are not to be believed: changes to a good one, its status among them, or whole ones."""
LEFT_OUT = (
    ("refresh_token", "refresh_token", None),
    ("scope", "scope", "openid stock:read stock:write"),
    ("expires_in", "expires_at", 300),
)
"""What an answer may leave out, and what ``exchange`` makes of that; times in seconds from now."""


def each_trouble(network, host="idp.test"):
    """Let the next request to the token endpoint fail, in each way; gives its name in words."""
    for what, fault in TROUBLES.items():
        network.script(host, fault)
        yield what


def each_refusal():
    """Answers of 4xx: in words, the answer, the error that is due."""
    for what, code, body, error in REFUSALS:
        yield what, httpx.Response(code, text="Go away.") if body is None else httpx.Response(code, json=body), error


def is_unavailable(student, idp, what, call):
    """See that a call raises AuthServerUnavailable, after one request and within the time that is due."""
    before, started = len(idp.asked()), idp.clock.elapsed
    with student.raises("AuthServerUnavailable", tried=f"the server {what}"):
        call()
    sent, took = len(idp.asked()) - before, idp.clock.elapsed - started
    assert sent == 1, explain("one request", f"{sent} were sent", tried=f"the server {what}")
    assert took < 5.5, explain("an end after 5 seconds", f"it took {took:g} seconds", tried=f"the server {what}")
    if what in ("never answers", "lets nobody connect"):
        assert took > 4.5, explain("5 seconds of patience", f"it was {took:g} seconds", tried=f"the server {what}")


def is_refused(student, idp, what, error, call):
    """See that a call raises TokenRequestRefused with that error, after one request."""
    before = len(idp.asked())
    with student.raises("TokenRequestRefused", tried=f"an answer of {what}") as caught:
        call()
    told = (caught.value.error, len(idp.asked()) - before)
    assert told == (error, 1), explain(
        f"the error {error!r} after one request", f"it is {told[0]!r} after {told[1]}", tried=f"an answer of {what}"
    )


def is_unusable(student, idp, what, call):
    """See that a call raises BadTokenResponse, after one request."""
    before = len(idp.asked())
    with student.raises("BadTokenResponse", tried=f"an answer with {what}"):
        call()
    sent = len(idp.asked()) - before
    assert sent == 1, explain("one request", f"{sent} were sent", tried=f"an answer with {what}")
