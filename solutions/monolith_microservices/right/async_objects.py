"""A Starlette route with a task group, levels instead of rounds, labels instead of sets, an async saga."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

SERVICES = {
    "auth": "http://auth.test",
    "users": "http://users.test",
    "orders": "http://orders.test",
    "payments": "http://payments.test",
    "notifications": "http://notifications.test",
    "search": "http://search.test",
}


@dataclass(frozen=True)
class Service:
    """A part of the shop. It can't work without what it ``requires``, and works with less without what it ``uses``."""

    name: str
    instances: int = 1
    requires: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wave:
    """What is redeployed at the same time, and what is down meanwhile; both sorted by name."""

    redeploy: tuple[str, ...]
    down: tuple[str, ...]


@dataclass(frozen=True)
class Load:
    """A part under load: requests per second, how many one instance can take, cents an hour for an instance."""

    name: str
    requests: int
    capacity: int
    cost: int
    running: int = 1


@dataclass(frozen=True)
class Scaling:
    """How many instances of each part to run, which parts are hot (sorted), and the cost in cents an hour."""

    instances: dict[str, int]
    hot: tuple[str, ...]
    cost: int


@dataclass(frozen=True)
class Module:
    """A module of the monolith: its team, the modules it calls, the tables it reads or writes, whether it is hot."""

    name: str
    team: str
    calls: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    hot: bool = False


@dataclass(frozen=True)
class Advice:
    """Whether to split, which conditions are missing, and the services that there should be."""

    split: bool
    missing: tuple[str, ...]
    services: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Step:
    """A step of a saga: ``do(key)`` does it, ``undo(key)`` compensates it; None if there is nothing to undo.

    ``do`` returns False (nothing else that is like it: not 0, not None) if the service has refused and done nothing.
    """

    name: str
    do: Callable[[str], Any]
    undo: Callable[[str], Any] | None = None


class CycleError(ValueError):
    """Services that call each other in a circle can't be put in an order. ``services``: their names, sorted."""

    def __init__(self, services: Iterable[str]) -> None:
        self.services = tuple(sorted(services))
        super().__init__(f"these call each other in a circle: {', '.join(self.services)}")


class CompensationFailed(Exception):
    """A compensation failed; ``step`` is the name of its step. Run the saga again to go on from there."""

    def __init__(self, step: str) -> None:
        super().__init__(f"could not undo {step!r}")
        self.step = step


class Journal:
    """What became of the steps of sagas, on a disk that survives a crash of the program."""

    def __init__(self) -> None:
        self._lines: list[tuple[str, str, str]] = []

    def write(self, saga_id: str, event: str, step: str) -> None:
        """Add a line; which words you use for ``event`` is up to you."""
        self._lines.append((saga_id, event, step))

    def read(self, saga_id: str) -> list[tuple[str, str]]:
        """The lines of that saga, as ``(event, step)``, oldest first."""
        return [(event, step) for of, event, step in self._lines if of == saga_id]


class _Gateway:
    def __init__(self, services, timeout, limit):
        self.services, self.timeout = dict(services), timeout
        self.free = dict.fromkeys(services, limit)

    @contextlib.contextmanager
    def place(self, name):
        self.free[name] -= 1
        try:
            yield
        finally:
            self.free[name] += 1

    async def fetch(self, client, name, user, found):
        if self.free[name] < 1:
            return
        with self.place(name), contextlib.suppress(httpx.TransportError, asyncio.TimeoutError, ValueError):
            request = client.get(self.services[name] + "/summary?" + urlencode({"user": user}))
            answer = await asyncio.wait_for(request, self.timeout)
            if answer.status_code == HTTPStatus.OK and isinstance(answer.json(), dict):
                found[name] = answer.json()

    async def page(self, request):
        user, found = request.path_params["user"], {}
        async with httpx.AsyncClient(timeout=None) as client:
            if "authorization" in request.headers:
                client.headers["Authorization"] = request.headers["authorization"]
            async with asyncio.TaskGroup() as group:
                for name in self.services:
                    group.create_task(self.fetch(client, name, user, found))
        missing = [name for name in self.services if name not in found]
        return JSONResponse({"user": user, "parts": found, "missing": missing}, status_code=200 if found else 503)


def create_app(services: Mapping[str, str] = SERVICES, *, timeout: float = 1.0, limit: int = 4) -> Any:
    return Starlette(routes=[Route("/pages/{user}", _Gateway(services, timeout, limit).page)])


class _Map:
    """Who calls whom."""

    def __init__(self, edges):
        self.edges = {name: frozenset(callees) for name, callees in edges.items()}
        if unknown := frozenset().union(*self.edges.values()) - self.edges.keys():
            raise ValueError(f"nobody is called {unknown}")
        self.below = functools.cache(self._below)

    def _below(self, name):
        found, new = frozenset(), self.edges[name]
        while new - found:
            found |= new
            new = frozenset().union(*(self.edges[other] for other in new))
        return found

    def circular(self, one, other):
        return one != other and other in self.below(one) and one in self.below(other)


def _named(things):
    things = list(things)
    named = {thing.name: thing for thing in things}
    if len(named) < len(things):
        raise ValueError("two have the same name")
    return named


def _service_map(services, changed):
    named, changed = _named(services), frozenset(changed)
    calls = _Map({name: service.requires + service.uses for name, service in named.items()})
    if changed - named.keys():
        raise ValueError("unknown services have changed")
    return named, changed, calls


def plan_monolith(services: Iterable[Service], changed: Iterable[str], *, instances: int = 1) -> list[Wave]:
    named, changed, _ = _service_map(services, changed)
    names = tuple(sorted(named))
    return [Wave(redeploy=names, down=() if instances > 1 else names)] if changed else []


def plan_microservices(services: Iterable[Service], changed: Iterable[str]) -> list[Wave]:
    named, changed, calls = _service_map(services, changed)
    if circle := {name for name in changed for other in changed if calls.circular(name, other)}:
        raise CycleError(circle)

    @functools.cache
    def level(name):
        return 1 + max((level(other) for other in calls.below(name) & changed if other != name), default=0)

    needs = _Map({name: service.requires for name, service in named.items()})
    waves = []
    for number in sorted({level(name) for name in changed}):
        wave = [name for name in changed if level(name) == number]
        lone = {name for name in wave if named[name].instances < 2}
        waves.append(Wave(tuple(sorted(wave)), tuple(sorted(n for n in named if n in lone or needs.below(n) & lone))))
    return waves


class _Scaler:
    def __init__(self, loads, target):
        self.loads = _named(loads)
        if target not in range(1, 101):
            raise ValueError("target")
        self.needs = {}
        for name, load in self.loads.items():
            whole, rest = divmod(load.requests * 100, load.capacity * target)
            self.needs[name] = whole + (rest > 0)

    def hot(self, running):
        return tuple(sorted(name for name in self.loads if self.needs[name] > running[name]))


def scale_monolith(loads: Iterable[Load], *, running: int = 1, target: int = 80) -> Scaling:
    scaler = _Scaler(loads, target)
    number = max(running, max(scaler.needs.values(), default=0))
    price = sum(load.cost for load in scaler.loads.values())
    names = dict.fromkeys(scaler.loads, running)
    return Scaling(dict.fromkeys(names, number), scaler.hot(names), number * price)


def scale_microservices(loads: Iterable[Load], *, target: int = 80, overhead: int = 0) -> Scaling:
    scaler = _Scaler(loads, target)
    running = {name: load.running for name, load in scaler.loads.items()}
    instances, cost = {}, 0
    for name, load in scaler.loads.items():
        instances[name] = max(running[name], scaler.needs[name])
        cost += overhead + instances[name] * load.cost
    return Scaling(instances, scaler.hot(running), cost)


def cheaper(loads: Iterable[Load], *, running: int = 1, target: int = 80, overhead: int = 0) -> str:
    loads = list(loads)
    costs = {
        "monolith": scale_monolith(loads, running=running, target=target).cost,
        "microservices": scale_microservices(loads, target=target, overhead=overhead).cost,
    }
    return min(costs, key=costs.__getitem__)


def _grouping(modules):
    label = dict(zip(modules, modules, strict=True))

    def join(one, other):
        old, new = sorted((label[one], label[other]), reverse=True)
        for name in label:
            if label[name] == old:
                label[name] = new

    owner = {}
    for name, module in modules.items():
        for table in module.tables:
            join(name, owner.setdefault(table, name))
    while True:
        members = {}
        for name in label:
            members.setdefault(label[name], []).append(name)
        between = _Map({of: {label[c] for n in names for c in modules[n].calls} for of, names in members.items()})
        pairs = [pair for pair in itertools.permutations(members, 2) if between.circular(*pair)]
        if not pairs:
            return sorted(tuple(sorted(names)) for names in members.values())
        join(*pairs[0])


def find_boundaries(modules: Iterable[Module]) -> list[tuple[str, ...]]:
    named = _named(modules)
    _Map({name: module.calls for name, module in named.items()})
    return _grouping(named)


def advise(modules: Iterable[Module]) -> Advice:
    modules = tuple(modules)
    groups = find_boundaries(modules)
    named = _named(modules)
    teams = {tuple({named[name].team for name in group}) for group in groups}
    hot = [group for group in groups if any(named[name].hot for name in group)]
    checks = (
        ("boundaries", len(groups) >= 2),
        ("teams", len(teams) >= 2 and {len(team) for team in teams} == {1}),
        ("scaling", 0 < len(hot) < len(groups)),
    )
    missing = tuple(name for name, holds in checks if not holds)
    services = tuple(groups) if not missing else tuple(filter(None, [tuple(sorted(named))]))
    return Advice(split=missing == (), missing=missing, services=services)


class Saga:
    def __init__(self, steps: Sequence[Step], journal: Journal) -> None:
        self._steps, self._journal = list(steps), journal
        _named(self._steps)

    async def run(self, saga_id: str) -> bool:
        to_undo = []
        lines = self._journal.read(saga_id)
        undone = [step for event, step in lines if event == "undone"]
        failed = any(event in ("refused", "doubt") for event, _ in lines)
        for step in self._steps:
            outcome = next((event for event, name in lines if name == step.name), None)
            if outcome is None and not failed:
                outcome = await self._do(step, saga_id)
                self._journal.write(saga_id, outcome, step.name)
                failed = outcome != "done"
            if outcome in ("done", "doubt") and step.name not in undone:
                to_undo.insert(0, step)
        if not failed:
            return True
        for step in to_undo:
            await self._undo(step, saga_id)
        return False

    async def _do(self, step, saga_id):
        try:
            return "refused" if step.do(saga_id + "/" + step.name) is False else "done"
        except Exception:
            return "doubt"

    async def _undo(self, step, saga_id):
        if step.undo is not None:
            try:
                step.undo(saga_id + "/" + step.name)
            except Exception as trouble:
                raise CompensationFailed(step.name) from trouble
        self._journal.write(saga_id, "undone", step.name)
