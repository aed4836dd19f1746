"""The control plane's side of the wire: discovery over REST, versions and nonces, and what is there on loopback only.

What a request and a response may have is taken from Envoy's ``envoy/service/discovery/v3/discovery.proto``.
"""

import httpx
import pytest
from registry_bench import StillClock, send

from mocks.control_plane import ControlPlane
from mocks.service import SystemClock

REQUEST_FIELDS = {
    *("version_info", "node", "resource_names", "resource_locators", "type_url", "response_nonce", "error_detail"),
}
RESPONSE_FIELDS = {"version_info", "resources", "canary", "type_url", "nonce", "control_plane", "resource_errors"}
V1 = [{"name": "all", "split": [{"subset": "v1", "weight": 1}]}]
V2 = [{"name": "all", "split": [{"subset": "v2", "weight": 1}]}]


class Bench:
    """A control plane with its clock, what it told its observer, and the requests one may send it."""

    def __init__(self, clock=None):
        self.clock = StillClock()
        self.seen = []
        self.plane = ControlPlane(clock or self.clock, observe=lambda lane, value: self.seen.append((lane, value)))

    def ask(self, version="", nonce="", node="orders", **more) -> httpx.Response:
        body = {"node": {"id": node}, "version_info": version, "response_nonce": nonce, **more}
        return send(self.plane.app, "POST", "/v3/discovery:routes", body, {"content-type": "application/json"})


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_has_nothing_new_before_anything_is_published(bench):
    """As Envoy's REST servers do, it answers 304 without a body when there is nothing newer."""
    answer = bench.ask()
    assert (304, b"") == (answer.status_code, answer.content)
    assert "0" == bench.plane.version


def test_gives_what_is_published_in_a_discovery_response(bench):
    """The answer has the fields of a DiscoveryResponse, and each service with its routes."""
    bench.plane.publish("stock", V1)
    bench.plane.publish("pay", V2)
    found = bench.ask().json()
    assert set(found) <= RESPONSE_FIELDS
    assert ("2", [{"name": "stock", "routes": V1}, {"name": "pay", "routes": V2}]) == (
        found["version_info"],
        found["resources"],
    )
    assert found["nonce"]
    assert found["type_url"].startswith("type.googleapis.com/")


def test_takes_the_fields_of_a_discovery_request_in_both_spellings(bench):
    """JSON of proto3 may have a field's name as it is in the proto or in camel case."""
    bench.plane.publish("stock", V1)
    snake = {"type_url": "t", "resource_names": ["stock"], "error_detail": {"code": 3, "message": "no"}}
    assert {"node", "version_info", "response_nonce", *snake} <= REQUEST_FIELDS
    assert 304 == bench.ask(nonce="n-1", **snake).status_code
    camel = {"node": {"id": "till"}, "versionInfo": "1", "responseNonce": "n-1", "resourceNames": []}
    answer = send(bench.plane.app, "POST", "/v3/discovery:routes", camel, {"content-type": "application/json"})
    assert 304 == answer.status_code
    assert ("till", "1", "n-1") == (
        bench.plane.polls[-1].node,
        bench.plane.polls[-1].version,
        bench.plane.polls[-1].nonce,
    )


def test_a_sidecar_that_has_the_version_gets_nothing(bench):
    """Whoever says the version of what is published has it; a later one is news again."""
    version = bench.plane.publish("stock", V1)
    first = bench.ask().json()
    assert 304 == bench.ask(first["version_info"], first["nonce"]).status_code
    assert version == bench.plane.acknowledged("orders")
    bench.plane.publish("stock", V2)
    second = bench.ask(first["version_info"], first["nonce"]).json()
    assert ("2", V2) == (second["version_info"], second["resources"][0]["routes"])
    assert first["nonce"] != second["nonce"]


def test_does_not_send_again_what_was_refused(bench):
    """A sidecar that refuses a version (NACK) gets the next one only."""
    bench.plane.publish("stock", V1)
    answer = bench.ask().json()
    refusal = {"error_detail": {"code": 3, "message": "no such subset"}}
    assert 304 == bench.ask("", answer["nonce"], **refusal).status_code
    assert "no such subset" == bench.plane.polls[-1].refusal
    assert 200 == bench.ask(node="till").status_code
    bench.plane.publish("stock", V2)
    assert 200 == bench.ask("", answer["nonce"], **refusal).status_code
    assert [("orders", "refused version 1")] * 2 == bench.seen


def test_gives_only_the_services_that_were_asked_for(bench):
    """With resource names only these come; names of nothing are passed over."""
    bench.plane.publish("stock", V1)
    bench.plane.publish("pay", V2)
    found = bench.ask(resource_names=["pay", "nothing"]).json()["resources"]
    assert ["pay"] == [one["name"] for one in found]


def test_a_service_that_is_withdrawn_is_gone(bench):
    """Withdrawing raises the version; what is left is the whole."""
    bench.plane.publish("stock", V1)
    bench.plane.withdraw("stock")
    found = bench.ask("1").json()
    assert ("2", []) == (found["version_info"], found["resources"])
    with pytest.raises(KeyError):
        bench.plane.withdraw("stock")


def test_keeps_its_own_copy_of_what_is_published(bench):
    """What a test or a caller does to its lists afterwards changes nothing."""
    routes = [{"name": "all", "split": [{"subset": "v1", "weight": 1}]}]
    bench.plane.publish("stock", routes)
    routes[0]["split"][0]["weight"] = 9
    routes.append({})
    assert V1 == bench.ask().json()["resources"][0]["routes"]


def test_tells_of_each_request(bench):
    """Each request is kept with its time, what it told, and what it got."""
    bench.ask()
    bench.plane.publish("stock", V1)
    bench.clock.now += 5
    bench.ask(node="till")
    bench.ask("1", "n-1", node="till")
    told = [(one.at, one.node, one.version, one.answered) for one in bench.plane.polls]
    assert [(1000.0, "orders", "", ""), (1005.0, "till", "", "1"), (1005.0, "till", "1", "")] == told
    assert [("till", "version 1")] == bench.seen
    assert ("1", "", "") == tuple(map(bench.plane.acknowledged, ("till", "orders", "nobody")))


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"version_info": "1"}, "node"),
        ({"node": {"id": ""}}, "node"),
        ({"node": {"id": "a"}, "version_info": 7}, "version_info"),
        ({"node": {"id": "a"}, "resource_names": "stock"}, "resource_names"),
        ({"node": {"id": "é" * 300}}, "node"),
        ([], "body"),
    ],
)
def test_refuses_what_is_no_discovery_request(bench, body, named):
    """A request with wrong fields gets 400 and a status that names them, and is not kept."""
    answer = send(bench.plane.app, "POST", "/v3/discovery:routes", body, {"content-type": "application/json"})
    assert (400, 3, True) == (answer.status_code, answer.json()["code"], named in answer.json()["message"])
    assert () == bench.plane.polls


def test_two_planes_know_nothing_of_each_other(bench):
    """State lives in the instance."""
    bench.plane.publish("stock", V1)
    assert 304 == Bench().ask().status_code


def test_has_a_lab_on_loopback_only(bench):
    """By hand one gets a configuration to begin with and publishes routes; in a test there is no such way."""
    assert 404 == send(bench.plane.app, "GET", "/lab/config").status_code
    by_hand = Bench(SystemClock())
    ports = iter(range(9001, 9010))
    started = by_hand.plane.demo(lambda name: ("127.0.0.1", next(ports)))
    config = send(by_hand.plane.app, "GET", "/lab/config").json()
    urls = [url for one in config["stock"]["endpoints"].values() for url in one]
    assert [one.url for one in started] == urls
    assert "canary" == config["stock"]["routes"][0]["name"]
    json = {"content-type": "application/json"}
    assert {"version_info": "2"} == send(by_hand.plane.app, "PUT", "/lab/routes/stock", V2, json).json()
    assert V2 == by_hand.ask().json()["resources"][0]["routes"]
    assert "orders" == send(by_hand.plane.app, "GET", "/lab/polls").json()[0]["node"]
    assert {"version_info": "3"} == send(by_hand.plane.app, "DELETE", "/lab/routes/stock").json()
    assert 404 == send(by_hand.plane.app, "DELETE", "/lab/routes/stock").status_code
