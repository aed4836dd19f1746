"""A gateway over six services, plans for deploying and scaling two shapes of a shop, where to split it, and a saga.

README.md tells what each part must do. Replace each ``raise NotImplementedError``; add what helpers you like.
The dataclasses, the exceptions and ``Journal`` are ready to use: keep them as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

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
    """The gateway: ``GET /pages/{user}`` puts a page together from what each service tells of that user.

    services: base URL of each service by its name, without ``/`` at the end.
    timeout: seconds that a service has for its answer.
    limit: so many calls to one service may be under way at the same time.
    """
    # TODO(gateway)
    raise NotImplementedError


def plan_monolith(services: Iterable[Service], changed: Iterable[str], *, instances: int = 1) -> list[Wave]:
    """Plan the deployment of a monolith, of which ``instances`` run, in which these modules have changed.

    Raises ``ValueError`` for a name that is unknown or there twice.
    """
    # TODO(deploy)
    raise NotImplementedError


def plan_microservices(services: Iterable[Service], changed: Iterable[str]) -> list[Wave]:
    """Plan the deployment of the services that have changed, wave by wave.

    Raises ``ValueError`` for a name that is unknown or there twice, ``CycleError`` if there is no order.
    """
    # TODO(deploy)
    raise NotImplementedError


def scale_monolith(loads: Iterable[Load], *, running: int = 1, target: int = 80) -> Scaling:
    """Scale a monolith, of which ``running`` instances run, so that no module is busier than ``target`` percent."""
    # TODO(scale)
    raise NotImplementedError


def scale_microservices(loads: Iterable[Load], *, target: int = 80, overhead: int = 0) -> Scaling:
    """Scale each service on its own. ``overhead``: cents an hour for the operation of each service."""
    # TODO(scale)
    raise NotImplementedError


def cheaper(loads: Iterable[Load], *, running: int = 1, target: int = 80, overhead: int = 0) -> str:
    """``"monolith"`` or ``"microservices"``: the shape that costs less once scaled."""
    # TODO(scale)
    raise NotImplementedError


def find_boundaries(modules: Iterable[Module]) -> list[tuple[str, ...]]:
    """The groups of modules that could be services of their own, each sorted, and the list sorted.

    Raises ``ValueError`` for a name that is there twice, and for a call to a module that is not there.
    """
    # TODO(split)
    raise NotImplementedError


def advise(modules: Iterable[Module]) -> Advice:
    """Say whether to split the monolith now, and if not, what is missing."""
    # TODO(split)
    raise NotImplementedError


class Saga:
    """Steps in several services that are all done, or all undone.

    Raises ``ValueError`` if two steps have the same name.
    """

    def __init__(self, steps: Sequence[Step], journal: Journal) -> None:
        # TODO(saga)
        raise NotImplementedError

    def run(self, saga_id: str) -> bool:
        """Do the steps in order and return True; if one fails, undo what was done and return False.

        May be called again, after a crash as well: it goes on where the journal of that saga ends.
        Raises ``CompensationFailed`` if a compensation fails.
        """
        # TODO(saga)
        raise NotImplementedError
