"""A gateway over six services, plans for deploying and scaling two shapes of a shop, where to split it, and a saga."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

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
    """A step of a saga: ``do(key)`` does it, ``undo(key)`` compensates it; None if there is nothing to undo."""

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
    """Asks the services, all at once, and counts the calls that are under way to each."""

    def __init__(self, services: dict[str, str], timeout: float, limit: int) -> None:
        self.services = services
        self._timeout = timeout
        self._limit = limit
        self._under_way = dict.fromkeys(services, 0)

    async def parts(self, user: str, authorization: str | None) -> dict[str, Any]:
        """What each service that answers tells of the user."""
        headers = {} if authorization is None else {"Authorization": authorization}
        async with httpx.AsyncClient(timeout=self._timeout, headers=headers) as client:
            asked = [self._ask(client, name, user) for name in self.services]
            answers = await asyncio.gather(*asked)
        return {name: part for name, part in zip(self.services, answers, strict=True) if part is not None}

    async def _ask(self, client: httpx.AsyncClient, name: str, user: str) -> dict[str, Any] | None:
        if self._under_way[name] >= self._limit:
            return None
        self._under_way[name] += 1
        try:
            async with asyncio.timeout(self._timeout):
                answer = await client.get(f"{self.services[name]}/summary", params={"user": user})
            part = answer.json() if answer.status_code == 200 else None
        except (httpx.HTTPError, TimeoutError, ValueError):
            return None
        finally:
            self._under_way[name] -= 1
        return part if isinstance(part, dict) else None


def create_app(services: Mapping[str, str] = SERVICES, *, timeout: float = 1.0, limit: int = 4) -> FastAPI:
    """The gateway: ``GET /pages/{user}`` puts a page together from what each service tells of that user."""
    app = FastAPI()
    gateway = _Gateway(dict(services), timeout, limit)

    @app.get("/pages/{user}")
    async def page(user: str, request: Request) -> JSONResponse:
        found = await gateway.parts(user, request.headers.get("Authorization"))
        missing = [name for name in gateway.services if name not in found]
        return JSONResponse({"user": user, "parts": found, "missing": missing}, 200 if found else 503)

    return app


def _by_name(services: Iterable[Service]) -> dict[str, Service]:
    known: dict[str, Service] = {}
    for service in services:
        if service.name in known:
            raise ValueError(f"{service.name!r} is there twice")
        known[service.name] = service
    for service in known.values():
        _known_only((*service.requires, *service.uses), known)
    return known


def _known_only(names: Iterable[str], known: Mapping[str, object]) -> set[str]:
    wanted = set(names)
    if unknown := wanted - known.keys():
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    return wanted


def _reachable(calls: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = list(calls[start])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(calls[name])
    return found


def _down(known: Mapping[str, Service], redeployed: set[str]) -> set[str]:
    down = {name for name in redeployed if known[name].instances < 2}
    requires = {name: set(service.requires) for name, service in known.items()}
    return down | {name for name in known if _reachable(requires, name) & down}


def plan_monolith(services: Iterable[Service], changed: Iterable[str], *, instances: int = 1) -> list[Wave]:
    """Plan the deployment of a monolith, of which ``instances`` run, in which these modules have changed."""
    known = _by_name(services)
    if not _known_only(changed, known):
        return []
    everything = tuple(sorted(known))
    return [Wave(everything, everything if instances < 2 else ())]


def plan_microservices(services: Iterable[Service], changed: Iterable[str]) -> list[Wave]:
    """Plan the deployment of the services that have changed, wave by wave."""
    known = _by_name(services)
    pending = _known_only(changed, known)
    calls = {name: {*service.requires, *service.uses} for name, service in known.items()}
    before = {name: (_reachable(calls, name) & pending) for name in pending}
    if circular := {name for name in pending if any(name in before[other] for other in before[name] - {name})}:
        raise CycleError(circular)
    waves = []
    while pending:
        ready = {name for name in pending if not (before[name] - {name}) & pending}
        waves.append(Wave(tuple(sorted(ready)), tuple(sorted(_down(known, ready)))))
        pending -= ready
    return waves


def _loads(loads: Iterable[Load], target: int) -> list[Load]:
    parts = list(loads)
    if not 1 <= target <= 100:
        raise ValueError("the target is a percentage from 1 to 100")
    if len({load.name for load in parts}) < len(parts):
        raise ValueError("a part is there twice")
    return parts


def _needed(load: Load, target: int) -> int:
    # Whole numbers only: a quotient of floats may end up just above the whole number that it is.
    return -(-load.requests * 100 // (load.capacity * target))


def scale_monolith(loads: Iterable[Load], *, running: int = 1, target: int = 80) -> Scaling:
    """Scale a monolith, of which ``running`` instances run, so that no module is busier than ``target`` percent."""
    parts = _loads(loads, target)
    needed = {load.name: _needed(load, target) for load in parts}
    count = max([running, *needed.values()])
    hot = tuple(sorted(name for name, number in needed.items() if number > running))
    return Scaling(dict.fromkeys(needed, count), hot, count * sum(load.cost for load in parts))


def scale_microservices(loads: Iterable[Load], *, target: int = 80, overhead: int = 0) -> Scaling:
    """Scale each service on its own. ``overhead``: cents an hour for the operation of each service."""
    parts = _loads(loads, target)
    instances = {load.name: max(load.running, _needed(load, target)) for load in parts}
    hot = tuple(sorted(load.name for load in parts if instances[load.name] > load.running))
    return Scaling(instances, hot, sum(instances[load.name] * load.cost + overhead for load in parts))


def cheaper(loads: Iterable[Load], *, running: int = 1, target: int = 80, overhead: int = 0) -> str:
    """``"monolith"`` or ``"microservices"``: the shape that costs less once scaled."""
    parts = list(loads)
    whole = scale_monolith(parts, running=running, target=target).cost
    return "microservices" if scale_microservices(parts, target=target, overhead=overhead).cost < whole else "monolith"


def _merge(group: dict[str, set[str]], one: str, other: str) -> None:
    together = group[one] | group[other]
    for name in together:
        group[name] = together


def _circle(known: Mapping[str, Module], group: Mapping[str, set[str]]) -> tuple[str, str] | None:
    """Two modules in different groups that call each other in a circle; None if there are none."""
    calls = {name: {callee for member in group[name] for callee in known[member].calls} | group[name] for name in known}
    reach = {name: _reachable(calls, name) for name in known}
    for one, other in combinations(known, 2):
        if group[one] is not group[other] and other in reach[one] and one in reach[other]:
            return one, other
    return None


def find_boundaries(modules: Iterable[Module]) -> list[tuple[str, ...]]:
    """The groups of modules that could be services of their own, each sorted, and the list sorted."""
    known = {}
    for module in modules:
        if module.name in known:
            raise ValueError(f"{module.name!r} is there twice")
        known[module.name] = module
    for module in known.values():
        _known_only(module.calls, known)
    group = {name: {name} for name in known}
    for one, other in combinations(known.values(), 2):
        if set(one.tables) & set(other.tables):
            _merge(group, one.name, other.name)
    while circle := _circle(known, group):
        _merge(group, *circle)
    return sorted({tuple(sorted(names)) for names in group.values()})


def advise(modules: Iterable[Module]) -> Advice:
    """Say whether to split the monolith now, and if not, what is missing."""
    known = list(modules)
    groups = find_boundaries(known)
    teams = [{module.team for module in known if module.name in group} for group in groups]
    hot = [any(module.hot for module in known if module.name in group) for group in groups]
    conditions = {
        "boundaries": len(groups) > 1,
        "teams": all(len(owners) == 1 for owners in teams) and len(set().union(*teams)) > 1,
        "scaling": any(hot) and not all(hot),
    }
    missing = tuple(name for name, met in conditions.items() if not met)
    whole = (tuple(sorted(module.name for module in known)),) if known else ()
    return Advice(not missing, missing, whole if missing else tuple(groups))


DONE, REFUSED, IN_DOUBT, UNDONE = "done", "refused", "in doubt", "undone"


class Saga:
    """Steps in several services that are all done, or all undone."""

    def __init__(self, steps: Sequence[Step], journal: Journal) -> None:
        if len({step.name for step in steps}) < len(steps):
            raise ValueError("two steps have the same name")
        self._steps = tuple(steps)
        self._journal = journal

    def run(self, saga_id: str) -> bool:
        """Do the steps in order and return True; if one fails, undo what was done and return False."""
        if not self._failed(saga_id) and self._do_all(saga_id):
            return True
        self._undo_all(saga_id)
        return False

    def _steps_with(self, saga_id: str, *events: str) -> set[str]:
        return {step for event, step in self._journal.read(saga_id) if event in events}

    def _failed(self, saga_id: str) -> bool:
        return bool(self._steps_with(saga_id, IN_DOUBT, REFUSED))

    def _do_all(self, saga_id: str) -> bool:
        done = self._steps_with(saga_id, DONE)
        for step in self._steps:
            if step.name in done:
                continue
            event = self._do(saga_id, step)
            self._journal.write(saga_id, event, step.name)
            if event != DONE:
                return False
        return True

    @staticmethod
    def _do(saga_id: str, step: Step) -> str:
        try:
            answer = step.do(_key(saga_id, step))
        except Exception:  # the answer may have been lost after the work was done
            return IN_DOUBT
        return REFUSED if answer is False else DONE

    def _undo_all(self, saga_id: str) -> None:
        left = self._steps_with(saga_id, DONE, IN_DOUBT) - self._steps_with(saga_id, UNDONE)
        for step in reversed(self._steps):
            if step.name not in left:
                continue
            if step.undo is not None:
                try:
                    step.undo(_key(saga_id, step))
                except Exception as error:
                    raise CompensationFailed(step.name) from error
            self._journal.write(saga_id, UNDONE, step.name)


def _key(saga_id: str, step: Step) -> str:
    return f"{saga_id}/{step.name}"
