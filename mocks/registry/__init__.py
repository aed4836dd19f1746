"""The service registry, a small Consul, and the instances behind it.

For hidden suites (fixture ``registry``) and, on loopback, for students. The HTTP side is in
``mocks.registry.api``; what tests do and ask directly is here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mocks.registry import api
from mocks.registry.catalogue import Catalogue, Definition, Event, Status
from mocks.registry.instances import Health, Instance, Received
from mocks.service import Bound, Clock, Observe, ignore

__all__ = ["Definition", "Event", "Health", "Instance", "Received", "Registry", "Status"]

_DEMO = {"payment": 3, "orders": 2}


class Registry:
    """A registry at ``registry.test``.

    Every instance is a lane for ``observe``: ``passing``, ``warning``, ``critical`` or ``gone``. ``seed`` is
    there because every service takes one; nothing here is random.
    """

    host = "registry.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        del seed
        self._catalogue = Catalogue(clock, observe)
        self.app = Bound(self._catalogue, api.routes())

    # ------------------------------------------------------------------ what a test does

    def launch(self, service: str, count: int = 1) -> list[Instance]:
        """Start instances ``<service>-1`` …, each at a host of its own, ``<service>-1.test``, and passing.

        They have no TTL: instead the registry sees each switch of ``instance.health``. A test serves them
        with ``network.serve(instance.host, instance.app)``.
        """
        return [self._launch(service, f"{service}-{n}") for n in range(1, count + 1)]

    def register(
        self,
        service: str,
        instance: str,
        address: str,
        port: int = 80,
        *,
        ttl: float | None = None,
        reap_after: float | None = None,
        status: Status | None = "passing",
    ) -> None:
        """Enter an instance as if it had registered itself. Times in seconds."""
        definition = Definition(service, instance, address, port, ttl=ttl, reap_after=reap_after)
        self._catalogue.register(definition, status)

    def mark(self, instance: str, status: Status) -> None:
        """Set an instance's status, as a health check of the registry's would. KeyError if it is unknown."""
        if not self._catalogue.mark(instance, status):
            raise KeyError(instance)

    def heartbeat(self, instance: str) -> None:
        """Renew an instance's TTL for it. KeyError if it is unknown."""
        if not self._catalogue.update_check(instance, "passing"):
            raise KeyError(instance)

    def deregister(self, instance: str) -> None:
        """Remove an instance. KeyError if it is unknown."""
        if not self._catalogue.deregister(instance):
            raise KeyError(instance)

    def restart(self) -> None:
        """Come back empty, with the index at its start: nobody is registered any more."""
        self._catalogue.forget_everything()

    # ------------------------------------------------------------------ what a test asks

    def health(self, instance: str) -> str:
        """Return ``passing``, ``warning``, ``critical`` or ``gone``."""
        entry = self._catalogue.entry(instance)
        return "gone" if entry is None else entry.status

    def definition(self, instance: str) -> Definition:
        """Return what the instance said of itself when it registered. KeyError if it is unknown."""
        entry = self._catalogue.entry(instance)
        if entry is None:
            raise KeyError(instance)
        return entry.definition

    def instances(self, service: str, status: Status | None = None) -> list[str]:
        """Return the ids of a service's instances (with that status), sorted."""
        entries = self._catalogue.entries(service)
        return [e.definition.instance for e in entries if status in (None, e.status)]

    def heartbeats(self, instance: str) -> list[float]:
        """Return when heartbeats of that instance arrived, in clock time. They outlast a restart."""
        return self._catalogue.heartbeats(instance)

    @property
    def events(self) -> list[Event]:
        """Every change so far, oldest first."""
        return self._catalogue.events()

    @property
    def index(self) -> int:
        """The index of the last change."""
        return self._catalogue.index()

    # ------------------------------------------------------------------ on loopback

    def demo(self, place: Callable[[str], tuple[str, int]]) -> list[Instance]:
        """Start a few instances to try things with; ``place(name)`` tells at which address each is served."""
        names = [(service, f"{service}-{n}") for service, count in _DEMO.items() for n in range(1, count + 1)]
        return [self._launch(service, name, *place(name)) for service, name in names]

    def _launch(self, service: str, name: str, host: str = "", port: int = 80) -> Instance:
        instance = Instance(service, name, host, port, on_health=partial(self._switched, name))
        self._catalogue.register(Definition(service, name, instance.host, instance.port))
        return instance

    def _switched(self, name: str, health: Health) -> None:
        """Follow an instance's health, if it is still registered."""
        self._catalogue.mark(name, health)
