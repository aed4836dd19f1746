"""The control plane of a mesh: it tells each sidecar the routes of the services, as Envoy is told over REST (xDS).

For hidden suites (fixture ``control_plane``) and, on loopback, for students. The HTTP side is in
``mocks.control_plane.api``, what is published and who has it in ``mocks.control_plane.snapshots``; what tests do and
ask directly is here::

    control_plane.publish("stock", [{"name": "all", "split": [{"subset": "v2", "weight": 1}]}])
    assert control_plane.acknowledged("orders") == control_plane.version
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from fastapi import FastAPI

from mocks.control_plane import api, lab
from mocks.control_plane.snapshots import Polled, Snapshots
from mocks.registry.instances import Instance
from mocks.service import Bound, Clock, Observe, SystemClock, ignore

__all__ = ["ControlPlane", "Polled"]

_DEMO = {"stock": {"v1": ("stock-1", "stock-2"), "v2": ("stock-3",)}}


class ControlPlane:
    """A control plane at ``control-plane.test``; nothing is published at first.

    Each sidecar that asks is a lane for ``observe``, by its node's id: ``version 2`` when it has acknowledged that
    one, ``refused version 2`` when it said that it can't use it. ``seed`` is there because every service takes one;
    nothing here is random.
    """

    host = "control-plane.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        del seed
        self._snapshots = Snapshots(clock, observe)
        self.app = Bound(self._snapshots, _routes(with_lab=isinstance(clock, SystemClock)))

    # ------------------------------------------------------------------ what a test does

    def publish(self, service: str, routes: Sequence[dict[str, Any]]) -> str:
        """Let these be the routes of a service from now on. Return the new version of the whole."""
        return self._snapshots.publish(service, routes)

    def withdraw(self, service: str) -> str:
        """Publish nothing for that service any more. Return the new version. KeyError if nothing was."""
        return self._snapshots.withdraw(service)

    # ------------------------------------------------------------------ what a test asks

    @property
    def version(self) -> str:
        """The version of what is published now; ``"0"`` if nothing ever was."""
        return self._snapshots.version

    @property
    def polls(self) -> tuple[Polled, ...]:
        """Every request of a sidecar's that could be read, oldest first."""
        return tuple(self._snapshots.polls)

    def acknowledged(self, node: str) -> str:
        """Return the version that this sidecar said it has; ``""`` if none."""
        return next((poll.version for poll in reversed(self._snapshots.polls) if poll.node == node), "")

    # ------------------------------------------------------------------ on loopback

    def demo(self, place: Callable[[str], tuple[str, int]]) -> list[Instance]:
        """Start instances to send calls to, and publish a canary; ``place(name)`` tells where each is served."""
        instances = []
        for service, subsets in _DEMO.items():
            endpoints: dict[str, list[str]] = {}
            for subset, names in subsets.items():
                started = [Instance(service, name, *place(name)) for name in names]
                endpoints[subset] = [one.url for one in started]
                instances += started
            self._snapshots.endpoints[service] = endpoints
            split = [{"subset": "v1", "weight": 90}, {"subset": "v2", "weight": 10}]
            self.publish(service, [{"name": "canary", "sticky": "X-User", "split": split, "retries": 1}])
        return instances


@cache
def _routes(*, with_lab: bool) -> FastAPI:
    """Make the app, once each: it holds no state, each request brings its own (``mocks.service.Bound``)."""
    app = FastAPI(
        title="Control plane",
        description="A small management server after Envoy's: a sidecar asks for what is newer than what it has.",
    )
    api.add_api(app)
    if with_lab:
        app.include_router(lab.router)
    return app
