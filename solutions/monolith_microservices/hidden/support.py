"""What the suite's files share: the shop behind the gateway, and a record of what a saga does."""

from __future__ import annotations

from typing import Any

import pytest

from grader.suite import explain, fields

NAMES = ("auth", "users", "orders", "payments", "notifications", "search")
PARTS = {
    "auth": {"signed_in": True},
    "users": {"name": "Jörg"},
    "orders": {"open": 2, "latest": [{"id": 7}]},
    "payments": {"due_cents": 1250},
    "notifications": {"unread": 0},
    "search": {"recent": ["shoes"]},
}


class Mall:
    """The six services at their hosts, and the student's gateway in front of them."""

    def __init__(self, student, network, shop, evidence) -> None:
        self.student, self.network, self.shop, self.evidence = student, network, shop, evidence
        for name, part in shop.parts.items():
            part.known["jane"] = PARTS[name]
            network.serve(part.host, part.app)

    def gateway(self, services=None, **settings):
        """A client onto a new gateway."""
        return self.student.app(self.student.create_app(*([services] if services is not None else []), **settings))

    def page(self, app, user="jane", **options) -> dict[str, Any]:
        """A page as the gateway gives it, with its status; what is missing goes into the picture."""
        return self.read(app.get(f"/pages/{user}", **options))

    def read(self, answer) -> dict[str, Any]:
        """The body of an answer with its status added."""
        body = body_of(answer)
        for name in self.shop.parts:
            self.evidence.mark("page", name, value="shown" if name in (body.get("parts") or {}) else "missing")
        return {"status": answer.status_code, **body}

    def without(self, app, missing, why, status=200) -> None:
        """Look at a page on which these are missing, and the others shown."""
        found = self.page(app)
        shown = {name: PARTS[name] for name in NAMES if name not in missing}
        wanted = {"status": status, "user": "jane", "parts": shown, "missing": list(missing)}
        assert found == wanted, explain(
            expected=f"status {status}, {', '.join(shown) or 'nothing'} shown, missing {list(missing)}",
            happened=f"{found}",
            why="a service that is lost should cost its own part of the page and no other",
            tried=why,
        )


def body_of(answer) -> dict[str, Any]:
    """The JSON object in an answer, or what was there instead."""
    try:
        body = answer.json()
    except ValueError:
        body = answer.text
    return body if isinstance(body, dict) else {"body": body}


@pytest.fixture
def mall(student, network, shop, evidence):
    """The six services, served, with a gateway to be made."""
    return Mall(student, network, shop, evidence)


def plan_of(waves) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """A plan as plain data: what is redeployed and what is down, wave by wave."""
    told = [fields(wave) for wave in waves]
    return [(tuple(wave["redeploy"]), tuple(wave["down"])) for wave in told]


def redeployed(waves) -> list[tuple[str, ...]]:
    """What a plan redeploys, wave by wave."""
    return [redeploy for redeploy, _ in plan_of(waves)]


class Books:
    """Steps of a saga, a log of what was called, and with which keys."""

    def __init__(self, student) -> None:
        self.student = student
        self.log: list[str] = []
        self.keys: list[str] = []
        self.trouble: dict[str, object] = {}

    def step(self, name, *, undo=True):
        """A step; ``trouble["do name"]`` is what it raises, or returns if it is no exception."""
        return self.student.Step(name, self._caller("do", name), self._caller("undo", name) if undo else None)

    def saga(self, *names, journal=None, without=()):
        """A saga of these steps."""
        steps = [self.step(name, undo=name not in without) for name in names]
        return self.student.Saga(steps, journal if journal is not None else self.student.Journal())

    def _caller(self, what, name):
        def call(key):
            self.log.append(f"{what} {name}")
            self.keys.append(key)
            trouble = self.trouble.get(f"{what} {name}", what == "do")
            if isinstance(trouble, BaseException):
                raise trouble
            return trouble

        return call


def expect_log(books, wanted, *, tried="", why="") -> None:
    """Compare what was called so far."""
    assert books.log == wanted, explain(expected=f"{wanted}", happened=f"{books.log}", why=why, tried=tried)


def expect_keys(books, saga_id) -> None:
    """Compare the keys of all calls so far."""
    wanted = [f"{saga_id}/{call.split()[1]}" for call in books.log]
    assert books.keys == wanted, explain(expected=f"the keys {wanted}", happened=f"{books.keys}")


def said(answer, wanted, after) -> None:
    """Compare what ``run`` returned."""
    assert answer is wanted, explain(expected=f"`run` to return {wanted} after {after}", happened=f"{answer!r}")
