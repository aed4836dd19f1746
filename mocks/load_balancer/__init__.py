"""A load balancer over a few instances of one application: round robin, or sticky by client.

For hidden suites, as a function that ``network.serve`` takes::

    balancer = LoadBalancer([student.app(one), student.app(other)])
    network.serve("shop.test", balancer)

It passes a request on and the answer back, and knows nothing of what it carries. An instance can be taken out and put
back. It is no service of the catalogue: what is behind it are programs of the student's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import httpx

Policy = Literal["round robin", "sticky"]

HOP_BY_HOP = frozenset({"connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade"})
"""Fields about one connection (RFC 9110 section 7.6.1)."""


class LoadBalancer:
    """Passes each request to an instance that is in service.

    ``instances`` are httpx clients onto them. ``round robin`` takes them in turn. ``sticky`` sends a client back to
    the instance that it first got, by the field ``client_field`` of its requests, as long as that one is in service.
    ``served`` has the number of the instance for each request so far, from 0.
    """

    def __init__(
        self, instances: Sequence[httpx.Client], policy: Policy = "round robin", *, client_field: str = "X-Client"
    ) -> None:
        self._instances = list(instances)
        self._policy = policy
        self._client_field = client_field
        self._out: set[int] = set()
        self._next = 0
        self._places: dict[str, int] = {}
        self.served: list[int] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Return the answer of the instance whose turn it is; 503 if none is in service."""
        number = self._choose(request)
        if number is None:
            return httpx.Response(503, text="no instance in service")
        self.served.append(number)
        instance = self._instances[number]
        fields = [(name, value) for name, value in request.headers.multi_items() if name not in HOP_BY_HOP]
        answer = instance.send(httpx.Request(request.method, request.url, headers=fields, content=request.read()))
        return httpx.Response(answer.status_code, headers=_passed_back(answer), content=answer.content)

    def take_out(self, number: int) -> None:
        """Send the instance of that number no more requests."""
        self._out.add(number)

    def put_back(self, number: int, instance: httpx.Client | None = None) -> None:
        """Send it requests again; with ``instance``, that one from now on."""
        self._out.discard(number)
        if instance is not None:
            self._instances[number] = instance

    def _choose(self, request: httpx.Request) -> int | None:
        client = request.headers.get(self._client_field, "")
        place = self._places.get(client) if self._policy == "sticky" else None
        if place is None or place in self._out:
            place = self._in_turn()
        if place is not None and self._policy == "sticky":
            self._places[client] = place
        return place

    def _in_turn(self) -> int | None:
        for offset in range(len(self._instances)):
            number = (self._next + offset) % len(self._instances)
            if number not in self._out:
                self._next = number + 1
                return number
        return None


def _passed_back(answer: httpx.Response) -> list[tuple[str, str]]:
    """Return an answer's fields. httpx has unpacked the body: its coding and length are no longer true."""
    gone = HOP_BY_HOP | {"content-encoding", "content-length"}
    return [(name, value) for name, value in answer.headers.multi_items() if name not in gone]
