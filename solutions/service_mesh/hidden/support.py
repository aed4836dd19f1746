"""What the suite's files share: a mesh with endpoints that answer, calls through it, and what was logged."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from grader.suite import explain

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SPAN = "00f067aa0ba902b7"
PARENT = f"00-{TRACE}-{SPAN}-01"
V1 = ["http://stock-1.test", "http://stock-2.test"]
V2 = ["http://stock-3.test", "http://stock-4.test"]
ONLY_V1 = [{"subset": "v1", "weight": 1}]


def expect(what: str, wanted: object, found: object, **more: str) -> None:
    """Compare, and say what was expected and what happened."""
    assert wanted == found, explain(expected=f"{what}: {wanted!r}", happened=f"{found!r}", **more)


def lasted(milliseconds: int, entry: Mapping[str, Any], **more: str) -> None:
    """Compare the duration in a line of the log; whether the last millisecond is rounded or cut off is left open."""
    found = entry.get("duration_ms")
    whole = found in (milliseconds - 1, milliseconds)
    assert whole, explain(expected=f"{milliseconds} in the field duration_ms", happened=f"{found!r}", **more)


def near(what: str, wanted: float, found: object, **more: str) -> None:
    """Compare seconds."""
    close = isinstance(found, (int, float)) and abs(found - wanted) < 1e-3
    assert close, explain(expected=f"{what}: {wanted:.4f}", happened=f"{found!r}", **more)


def route(**settings: Any) -> dict[str, Any]:
    """A route to v1."""
    return {"name": "all", "split": ONLY_V1, **settings}


def service(*routes: dict[str, Any], endpoints: Mapping[str, Sequence[str]] | None = None, **more: Any) -> dict:
    """One service's configuration: two endpoints in each of two subsets, and a route to the first."""
    return {"endpoints": endpoints or {"v1": V1, "v2": V2}, "routes": list(routes) or [route()], **more}


class Mesh:
    """A sidecar of the student's, its endpoints, and an application that sends calls to it."""

    def __init__(self, student, network, config: Mapping[str, Any] | None = None, **settings: Any) -> None:
        self.student = student
        self.network = network
        self.config = dict(config or {"stock": service()})
        self.given = copy.deepcopy(self.config)
        self.sidecar = student.Sidecar(self.given, **settings)
        self.client = student.app(self.sidecar)
        self.answers: dict[str, int] = {}
        for one in self.config.values():
            for urls in one["endpoints"].values():
                for url in urls:
                    network.serve(httpx.URL(url).host, self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        return httpx.Response(self.answers.get(host, 200), text=host, headers=[("X-By", host), ("X-By", "mesh")])

    def call(self, method: str = "GET", path: str = "/items/7", host: str = "stock", **options: Any) -> httpx.Response:
        """One call of the application's."""
        return self.client.send(self.request(method, path, host, **options))

    def request(
        self, method: str = "GET", path: str = "/items/7", host: str = "stock", **options: Any
    ) -> httpx.Request:
        """The request of a call of the application's."""
        headers = [("Host", host), *dict(options.pop("headers", {})).items()]
        return self.client.build_request(method, path, headers=headers, **options)

    def hosts(self, since: int = 0) -> list[str]:
        """The hosts of the endpoints that were asked, in order, without ``.test``."""
        return [exchange.host.removesuffix(".test") for exchange in self.network.requests()[since:]]

    def asked(self, count: int = 1, **options: Any) -> list[str]:
        """Make so many calls; the hosts that were asked for them."""
        before = len(self.network.requests())
        for _ in range(count):
            self.call(**options)
        return self.hosts(before)

    def met(self, count: int = 2, **options: Any) -> list[str]:
        """Make so many calls; the versions that were asked for them, each once."""
        subsets = {httpx.URL(url).host: name for name, urls in (("v1", V1), ("v2", V2)) for url in urls}
        return sorted({subsets.get(f"{host}.test", host) for host in self.asked(count, **options)})

    def log(self) -> list[dict[str, Any]]:
        """What was logged so far."""
        entries = []
        for line in self.student.output().splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and "trace_id" in entry:
                entries.append(entry)
        return entries

    def logged(self) -> dict[str, Any]:
        """The last line of the log."""
        entries = self.log()
        assert entries, explain("a line of JSON on standard output for each call", f"{self.student.output()[:500]!r}")
        return entries[-1]


def numbered(number: int) -> str:
    """A trace id."""
    return f"{number + 1:032x}"


def traced(number: int) -> dict[str, str]:
    """The header of a call in the trace of this number."""
    return {"traceparent": f"00-{numbered(number)}-{SPAN}-01"}
