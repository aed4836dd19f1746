"""Service discovery: an entry in the registry, callers that look it up, a load balancer, a watcher.

The lesson and everything that is asked of you are in README.md. Functions and methods may be ``async def``
instead, where you like that better; names and parameters stay as they are.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import httpx
from starlette.types import ASGIApp

REGISTRY = "http://registry.test"
"""Where the registry is, unless a caller says otherwise."""

REGISTRY_TIMEOUT = 2.0
"""How many seconds to wait for an answer of the registry, in each request to it."""

RETRY_PAUSE = 1.0
"""How many seconds a watcher pauses after the registry has failed."""

T = TypeVar("T")


class DiscoveryError(Exception):
    """The base of what goes wrong in discovery."""


class RegistryError(DiscoveryError):
    """The registry can't be reached, does not answer in time, or answers with an error."""


class NoInstanceError(DiscoveryError):
    """There is no healthy instance, or none of them could be reached."""


class Registration:
    """One instance's entry in the registry.

    An instance of ``service`` with the id ``instance_id``, reached by callers at ``address`` and ``port``.
    After ``ttl`` seconds without a heartbeat the registry is to call it critical.
    """

    def __init__(
        self,
        service: str,
        instance_id: str,
        address: str,
        port: int,
        *,
        ttl: float = 30.0,
        registry: str = REGISTRY,
    ) -> None:
        # TODO(register)
        raise NotImplementedError

    def register(self) -> None:
        """Enter the instance; it is passing when this returns. Raises RegistryError."""
        # TODO(register)
        raise NotImplementedError

    def heartbeat(self) -> None:
        """Renew the entry once; on 404 register again, as at first. Raises RegistryError for any other failure."""
        # TODO(register)
        raise NotImplementedError

    def keep_alive(self, seconds: float) -> None:
        """Send a heartbeat about every third of the TTL, and return after ``seconds``. Failures don't end it."""
        # TODO(register)
        raise NotImplementedError

    def deregister(self) -> None:
        """Take the entry away. Raises nothing: the TTL does it too, only later."""
        # TODO(register)
        raise NotImplementedError

    def run(self, work: Callable[[], T]) -> T:
        """Register, call ``work()``, deregister whatever happens. Returns or raises what the work did.

        If registering fails: RegistryError, and no work.
        """
        # TODO(register)
        raise NotImplementedError


class Directory:
    """The healthy instances of one service, remembered for ``max_age`` seconds."""

    def __init__(self, service: str, *, max_age: float = 10.0, registry: str = REGISTRY) -> None:
        # TODO(discover)
        raise NotImplementedError

    def instances(self) -> list[str]:
        """Return the base URL of each healthy instance, ``http://address:port``.

        While the registry fails, the last known list. Raises RegistryError if there never was one.
        """
        # TODO(discover)
        raise NotImplementedError


class ServiceClient:
    """Calls one service, whichever instances it has just now; each attempt may take ``timeout`` seconds."""

    def __init__(self, directory: Directory, *, timeout: float = 2.0) -> None:
        # TODO(call)
        raise NotImplementedError

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request to the instance whose turn it is; on failure, where that is safe, to the next.

        ``path`` is percent-encoded and may bring a query; ``options`` are httpx's: params, headers, json, content.
        Raises NoInstanceError when there is no instance or each has failed, and httpx's exception for a failed
        request that must not be repeated.
        """
        # TODO(call)
        raise NotImplementedError


def load_balancer(service: str, *, max_age: float = 10.0, timeout: float = 2.0, registry: str = REGISTRY) -> ASGIApp:
    """Return an ASGI application that passes every request on to an instance, and the answer back."""
    # TODO(balance)
    raise NotImplementedError


class Watcher:
    """Knows a service's healthy instances by following the changes in the registry."""

    def __init__(self, service: str, *, wait: float = 30.0, registry: str = REGISTRY) -> None:
        # TODO(follow)
        raise NotImplementedError

    def instances(self) -> list[str]:
        """Return the base URLs that are known now, without asking anybody."""
        # TODO(follow)
        raise NotImplementedError

    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and return ``{"added": [...], "removed": [...]}``.

        Until the registry has answered once, it does not wait. A registry that fails is no exception: after a
        pause there are no changes.
        """
        # TODO(follow)
        raise NotImplementedError
