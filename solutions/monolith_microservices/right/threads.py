"""Threads and semaphores in the gateway, graphlib, fractions; the saga keeps the last word on each step."""

from __future__ import annotations

import graphlib
import itertools
import json
import math
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import httpx
from fastapi import FastAPI, Header
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


def create_app(services: Mapping[str, str] = SERVICES, *, timeout: float = 1.0, limit: int = 4) -> FastAPI:
    app = FastAPI()
    bases = dict(services)
    places = {name: threading.BoundedSemaphore(limit) for name in bases}

    def ask(name, user, headers):
        if not places[name].acquire(blocking=False):
            return None
        try:
            response = httpx.get(bases[name] + "/summary", params={"user": user}, headers=headers, timeout=timeout)
            response_body = json.loads(response.content) if response.status_code == 200 else None
            return response_body if type(response_body) is dict else None
        except Exception:
            return None
        finally:
            places[name].release()

    @app.get("/pages/{user}")
    def page(user: str, authorization: str | None = Header(default=None)):
        headers = {"authorization": authorization} if authorization is not None else {}
        with ThreadPoolExecutor(len(bases) or 1) as pool:
            answers = list(pool.map(lambda name: ask(name, user, headers), bases))
        parts, missing = {}, []
        for name, answer in zip(bases, answers, strict=True):
            if answer is None:
                missing.append(name)
            else:
                parts[name] = answer
        return JSONResponse({"user": user, "parts": parts, "missing": missing}, status_code=200 if parts else 503)

    return app


def _check(services, changed):
    services, changed = list(services), set(changed)
    names = [service.name for service in services]
    if len(names) != len(set(names)):
        raise ValueError("a name is there twice")
    mentioned = changed.union(*(service.requires for service in services), *(service.uses for service in services))
    if not mentioned <= set(names):
        raise ValueError(f"unknown names: {mentioned - set(names)}")
    return services, changed


def plan_monolith(services: Iterable[Service], changed: Iterable[str], *, instances: int = 1) -> list[Wave]:
    services, changed = _check(services, changed)
    names = tuple(sorted(service.name for service in services))
    if not changed:
        return []
    return [Wave(names, names)] if instances == 1 else [Wave(names, ())]


def plan_microservices(services: Iterable[Service], changed: Iterable[str]) -> list[Wave]:
    services, changed = _check(services, changed)
    reach = {service.name: set(service.requires + service.uses) for service in services}
    for middle in reach:  # Warshall
        for name in reach:
            if middle in reach[name]:
                reach[name] |= reach[middle]
    graph = {name: (reach[name] & changed) - {name} for name in changed}
    circle = [name for name in graph if any(name in graph[other] for other in graph[name])]
    if circle:
        raise CycleError(circle)
    sorter = graphlib.TopologicalSorter(graph)
    sorter.prepare()
    plan = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        down = {service.name for service in services if service.name in ready and service.instances == 1}
        grown = True
        while grown:
            grown = False
            for service in services:
                if service.name not in down and not down.isdisjoint(service.requires):
                    down.add(service.name)
                    grown = True
        plan.append(Wave(tuple(ready), tuple(sorted(down))))
        sorter.done(*ready)
    return plan


def _needs(load, target):
    return math.ceil(Fraction(100 * load.requests, load.capacity * target))


def _checked(loads, target):
    loads = list(loads)
    if target < 1 or target > 100:
        raise ValueError(target)
    if len({load.name for load in loads}) != len(loads):
        raise ValueError("twice")
    return loads


def scale_monolith(loads: Iterable[Load], *, running: int = 1, target: int = 80) -> Scaling:
    loads = _checked(loads, target)
    number = running
    hot = []
    for load in loads:
        needs = _needs(load, target)
        if needs > running:
            hot.append(load.name)
        number = max(number, needs)
    return Scaling({load.name: number for load in loads}, tuple(sorted(hot)), sum(load.cost for load in loads) * number)


def scale_microservices(loads: Iterable[Load], *, target: int = 80, overhead: int = 0) -> Scaling:
    loads = _checked(loads, target)
    hot = [load for load in loads if _needs(load, target) > load.running]
    instances = {load.name: _needs(load, target) if load in hot else load.running for load in loads}
    cost = sum(load.cost * instances[load.name] for load in loads) + overhead * len(loads)
    return Scaling(instances, tuple(sorted(load.name for load in hot)), cost)


def cheaper(loads: Iterable[Load], *, running: int = 1, target: int = 80, overhead: int = 0) -> str:
    loads = tuple(loads)
    monolith = scale_monolith(loads, running=running, target=target)
    services = scale_microservices(loads, target=target, overhead=overhead)
    return "monolith" if monolith.cost <= services.cost else "microservices"


def find_boundaries(modules: Iterable[Module]) -> list[tuple[str, ...]]:
    modules = {module.name: module for module in _unique(modules)}
    groups = [{name} for name in modules]
    joined = True
    while joined:
        joined = False
        for one, other in itertools.combinations(groups, 2):
            if _share(modules, one, other) or (
                _leads(modules, groups, one, other) and _leads(modules, groups, other, one)
            ):
                groups = [group for group in groups if group is not one and group is not other] + [one | other]
                joined = True
                break
    return sorted(tuple(sorted(group)) for group in groups)


def _unique(modules):
    modules = list(modules)
    names = Counter(module.name for module in modules)
    if names and max(names.values()) > 1:
        raise ValueError("twice")
    if any(callee not in names for module in modules for callee in module.calls):
        raise ValueError("unknown")
    return modules


def _share(modules, one, other):
    tables = [{table for name in group for table in modules[name].tables} for group in (one, other)]
    return bool(tables[0] & tables[1])


def _leads(modules, groups, start, goal):
    seen, queue = [start], [start]
    while queue:
        group = queue.pop(0)
        called = {callee for name in group for callee in modules[name].calls}
        for following in groups:
            if called & following and following not in seen:
                seen.append(following)
                queue.append(following)
    return goal in seen


def advise(modules: Iterable[Module]) -> Advice:
    modules = list(modules)
    groups = find_boundaries(modules)
    by_name = {module.name: module for module in modules}
    missing = []
    if len(groups) < 2:
        missing.append("boundaries")
    owners = [{by_name[name].team for name in group} for group in groups]
    if any(len(owner) > 1 for owner in owners) or len({module.team for module in modules}) < 2:
        missing.append("teams")
    heat = {any(by_name[name].hot for name in group) for group in groups}
    if heat != {True, False}:
        missing.append("scaling")
    if missing:
        return Advice(False, tuple(missing), (tuple(sorted(by_name)),) if by_name else ())
    return Advice(True, (), tuple(groups))


class Saga:
    def __init__(self, steps: Sequence[Step], journal: Journal) -> None:
        self.steps = {step.name: step for step in steps}
        if len(self.steps) != len(list(steps)):
            raise ValueError("step names must differ")
        self.journal = journal

    def run(self, saga_id: str) -> bool:
        history = {step: event for event, step in self.journal.read(saga_id)}  # the last word on each step
        backward = bool({"no", "maybe", "reverted"} & set(history.values()))
        for name, step in self.steps.items():
            if backward:
                break
            if history.get(name) == "yes":
                continue
            try:
                history[name] = "no" if step.do(f"{saga_id}/{name}") is False else "yes"
            except Exception:
                history[name] = "maybe"
            self.journal.write(saga_id, history[name], name)
            backward = history[name] != "yes"
        if not backward:
            return True
        for name in [name for name in reversed(self.steps) if history.get(name) in ("yes", "maybe")]:
            try:
                if self.steps[name].undo:
                    self.steps[name].undo(f"{saga_id}/{name}")
            except Exception as error:
                raise CompensationFailed(name) from error
            self.journal.write(saga_id, "reverted", name)
        return False
