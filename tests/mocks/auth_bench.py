"""A bench for the auth server's tests: a clock that stands still, a browser and a client without any event loop."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

import httpx

from grader.harness.asgi import respond
from mocks.auth_server import AuthServer, s256

NOW = 1_767_603_600
VERIFIER = "a-verifier-that-nobody-guesses-and-has-43-letters"
CALLBACK = "https://shop.test/callback"
SHOP = ("shop", "shop secret")


class StillClock:
    """Time moves when a test says so."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class AuthBench:
    """An auth server with its clock and what it told its observer; a browser that keeps its cookie."""

    def __init__(self, seed: int = 0) -> None:
        self.clock = StillClock()
        self.seen: list[tuple[str, str]] = []
        self.auth = AuthServer(self.clock, observe=lambda *told: self.seen.append(told), seed=seed)
        self.cookie = ""

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.send("GET", path, b"", headers)

    def post(self, path: str, form: Any = (), **headers: str) -> httpx.Response:
        typed = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.send("POST", path, urlencode(form).encode(), typed)

    def send(self, method: str, path: str, content: bytes, headers: dict[str, str]) -> httpx.Response:
        cookie = {"Cookie": self.cookie} if self.cookie else {}
        request = httpx.Request(method, f"https://auth.test{path}", content=content, headers={**cookie, **headers})
        return respond(self.auth.app, request)

    def url(self, **changes: str) -> str:
        """An authorization request by the shop; a change to the empty string leaves the parameter out."""
        form = {
            "response_type": "code",
            "client_id": "shop",
            "redirect_uri": CALLBACK,
            "scope": "openid orders:read",
            "state": "s-1",
            "code_challenge": s256(VERIFIER),
            "code_challenge_method": "S256",
            **changes,
        }
        return "/authorize?" + urlencode({name: value for name, value in form.items() if value})

    def code(self, username: str = "jane", **changes: str) -> str:
        """The code that the shop gets."""
        return answer(self.auth.approve(self.url(**changes), username))["code"]

    def token(self, form: dict[str, str], client: tuple[str, str] | None = SHOP) -> httpx.Response:
        """What the token endpoint says to a client that proves itself by HTTP Basic."""
        return self.post("/token", form, **({"Authorization": basic(*client)} if client else {}))

    def exchange(self, code: str, /, **changes: str) -> httpx.Response:
        """What the shop gets for its code."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
        return self.token({**form, **changes})

    def refresh(self, token: str, /, **changes: str) -> httpx.Response:
        """What the shop gets for its refresh token."""
        return self.token({"grant_type": "refresh_token", "refresh_token": token, **changes})


def basic(client_id: str, secret: str) -> str:
    """Id and secret as RFC 6749, section 2.3.1, has them."""
    return "Basic " + base64.b64encode(f"{quote_plus(client_id)}:{quote_plus(secret)}".encode()).decode()


def answer(location: str) -> dict[str, str]:
    """The parameters with which a browser comes back to the client."""
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def refusal(response: httpx.Response) -> tuple[int, str]:
    """Status and error code."""
    return response.status_code, response.json()["error"]
