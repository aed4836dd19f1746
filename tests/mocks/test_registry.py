"""The registry's side of the wire: registering, heartbeats, health, blocking queries, refusals."""

import pytest
from registry_bench import Bench, send

from mocks.registry.catalogue import Catalogue


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_lists_an_instance_that_registered_and_sent_a_heartbeat(bench):
    """The health endpoint gives id, address and port of a passing instance, in Consul's form."""
    bench.register(TTL="30s")
    bench.heartbeat()
    (entry,) = bench.get("/v1/health/service/payment?passing").json()
    expected = {"ID": "payment-1", "Service": "payment", "Tags": [], "Meta": {}}
    assert {**expected, "Address": "payment-1.test", "Port": 80} == entry["Service"]
    assert [("service:payment-1", "passing")] == [(c["CheckID"], c["Status"]) for c in entry["Checks"]]


def test_is_critical_until_the_first_heartbeat(bench):
    """As in Consul, a TTL check begins critical unless the registration says otherwise."""
    bench.register(TTL="30s")
    assert "critical" == bench.registry.health("payment-1")
    assert [] == bench.passing()


def test_takes_the_first_status_from_the_registration(bench):
    """`Status` in the check makes an instance passing at once."""
    bench.register(TTL="30s", Status="passing")
    assert ["payment-1"] == bench.passing()


def test_lists_an_instance_without_a_check_for_ever(bench):
    """Nobody watches an instance that registered without a check."""
    bench.register()
    bench.clock.now += 100_000
    assert ["payment-1"] == bench.passing()


def test_turns_critical_when_the_ttl_runs_out(bench):
    """At the TTL without a heartbeat, not before, an instance is critical."""
    bench.register(TTL="30s", Status="passing")
    bench.clock.now += 29.9
    assert ["payment-1"] == bench.passing()
    bench.clock.now += 0.1
    assert [] == bench.passing()


def test_dates_an_expiry_to_the_moment_it_was_due(bench):
    """The log says when the TTL ran out, not when somebody looked."""
    bench.register(TTL="30s", Status="passing")
    bench.clock.now += 500
    assert ("critical", 1030.0) == (bench.registry.events[-1].kind, bench.registry.events[-1].at)


def test_a_heartbeat_buys_another_ttl(bench):
    """The TTL counts from the last heartbeat."""
    bench.register(TTL="30s", Status="passing")
    bench.clock.now += 20
    bench.heartbeat()
    bench.clock.now += 29
    assert "passing" == bench.registry.health("payment-1")


def test_a_heartbeat_after_the_ttl_brings_an_instance_back(bench):
    """Critical is not for ever: the next heartbeat makes the instance passing again."""
    bench.register(TTL="30s", Status="passing")
    bench.clock.now += 40
    bench.heartbeat()
    kinds = [event.kind for event in bench.registry.events]
    assert ["registered", "passing", "critical", "passing"] == kinds


def test_a_failing_check_makes_an_instance_critical_at_once(bench):
    """An instance may report itself as critical."""
    bench.register(TTL="30s", Status="passing")
    bench.put("/v1/agent/check/fail/service:payment-1?note=disk%20full")
    (entry,) = bench.get("/v1/health/service/payment").json()
    assert ("critical", "disk full") == (entry["Checks"][0]["Status"], entry["Checks"][0]["Output"])


def test_removes_an_instance_that_stays_critical_too_long(bench):
    """`DeregisterCriticalServiceAfter` counts from the moment the check turned critical."""
    bench.register(TTL="30s", Status="passing", DeregisterCriticalServiceAfter="1m")
    bench.clock.now += 89
    assert "critical" == bench.registry.health("payment-1")
    bench.clock.now += 1
    assert "gone" == bench.registry.health("payment-1")


def test_deregistering_removes_the_entry(bench):
    """A deregistered instance is not listed, not even as critical."""
    bench.register()
    assert 200 == bench.put("/v1/agent/service/deregister/payment-1").status_code
    assert [] == bench.get("/v1/health/service/payment").json()


@pytest.mark.parametrize("path", ["check/pass/service:ghost", "check/pass/ghost", "service/deregister/ghost"])
def test_does_not_know_what_was_never_registered(bench, path):
    """Heartbeats and farewells of an unknown id are answered with 404, so that it can register again."""
    answer = bench.put(f"/v1/agent/{path}")
    assert 404 == answer.status_code
    assert "Unknown" in answer.text


def test_registering_again_replaces_the_entry(bench):
    """One id is one entry: a new address takes the place of the old one."""
    bench.register()
    bench.put("/v1/agent/service/register", {"Name": "payment", "ID": "payment-1", "Address": "10.0.0.9"})
    (entry,) = bench.get("/v1/health/service/payment").json()
    assert "10.0.0.9" == entry["Service"]["Address"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"ID": "x"}, "Name"),
        ({"Name": ""}, "Name"),
        ({"Name": "x", "Port": 70000}, "Port"),
        ({"Name": "x", "Check": {"TTL": "soon"}}, "TTL"),
        ({"Name": "x", "Check": {"TTL": "0s"}}, "TTL"),
        ({"Name": "x", "Check": {}}, "TTL"),
        ({"Name": "x", "Check": {"TTL": "5s", "Status": "fine"}}, "Status"),
    ],
)
def test_refuses_a_registration_that_makes_no_sense(bench, body, names):
    """A malformed registration is a 400 that names the field."""
    answer = bench.put("/v1/agent/service/register", body)
    assert 400 == answer.status_code
    assert names in answer.text


def test_takes_what_curl_sends(bench):
    """`curl -d` calls every body a form; the registry reads JSON all the same, as Consul does."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    path = "/v1/agent/service/register"
    assert 200 == send(bench.registry.app, "PUT", path, {"Name": "payment"}, form).status_code
    assert ["payment"] == bench.passing()


@pytest.mark.parametrize("query", ["index=-1", "index=x", "index=1&wait=soon", "passing=perhaps"])
def test_refuses_a_query_that_makes_no_sense(bench, query):
    """A malformed query is a 400."""
    assert 400 == bench.get(f"/v1/health/service/payment?{query}").status_code


def test_names_every_service_with_its_tags(bench):
    """The catalogue lists services, each with the tags of all its instances."""
    bench.register()
    bench.put("/v1/agent/service/register", {"Name": "orders", "Tags": ["v2", "eu"]})
    assert {"orders": ["eu", "v2"], "payment": []} == bench.get("/v1/catalog/services").json()


def test_tells_all_changes_after_an_index(bench):
    """The event log goes on where the caller left off."""
    bench.register()
    index = bench.get("/v1/events").headers["X-Consul-Index"]
    bench.put("/v1/agent/service/deregister/payment-1")
    (event,) = bench.get(f"/v1/events?index={index}&wait=1s").json()
    assert ("deregistered", "payment-1", int(index) + 1) == (event["kind"], event["instance"], event["index"])


def test_answers_at_once_when_the_index_is_old(bench):
    """A blocking query does not block when something has changed since."""
    bench.register()
    bench.get("/v1/health/service/payment?index=1&wait=60s")
    assert 1000.0 == bench.clock.now


def test_waits_as_long_as_it_was_asked_to_when_nothing_changes(bench):
    """A blocking query whose wait is over answers with the same index."""
    bench.register()
    index = bench.get("/v1/health/service/payment").headers["X-Consul-Index"]
    answer = bench.get(f"/v1/health/service/payment?index={index}&wait=60s")
    assert (1060.0, index) == (bench.clock.now, answer.headers["X-Consul-Index"])


def test_waits_no_longer_than_ten_minutes(bench):
    """Consul cuts the wait."""
    bench.get("/v1/health/service/payment?index=1&wait=2h")
    assert 1600.0 == bench.clock.now


def test_a_blocking_query_ends_when_a_ttl_runs_out(bench):
    """An expiry during the wait is a change like any other, noticed when it happens."""
    bench.register(TTL="30s", Status="passing")
    index = bench.get("/v1/health/service/payment").headers["X-Consul-Index"]
    answer = bench.get(f"/v1/health/service/payment?passing&index={index}&wait=60s")
    assert ([], 1030.0) == (answer.json(), bench.clock.now)


def test_a_blocking_query_ends_soon_after_a_change_by_somebody_else(bench):
    """Whoever waits hears of a registration within half a second."""
    bench.register()
    index = bench.get("/v1/health/service/payment").headers["X-Consul-Index"]
    bench.clock.at[1007.2] = lambda: bench.registry.register("payment", "payment-2", "payment-2.test")
    answer = bench.get(f"/v1/health/service/payment?index={index}&wait=60s")
    assert (2, 1007.5) == (len(answer.json()), bench.clock.now)


def test_a_blocking_query_lets_nothing_happen_before_its_time(bench):
    """Its answer runs ahead of the clock; a heartbeat that comes meanwhile is still in time."""
    bench.register(TTL="30s", Status="passing")
    index = bench.get("/v1/health/service/payment").headers["X-Consul-Index"]
    bench.get(f"/v1/health/service/payment?index={index}&wait=60s")
    bench.clock.now = 1020
    bench.heartbeat()
    bench.clock.now = 1040
    assert ["registered", "passing"] == [event.kind for event in bench.registry.events]


def test_a_blocking_query_looks_anew_only_after_a_change(bench, monkeypatch):
    """Ten minutes are twelve hundred glances: with a thousand instances a copy for each took minutes."""
    copies = []
    preview = Catalogue.preview
    monkeypatch.setattr(Catalogue, "preview", lambda catalogue: copies.append(1) or preview(catalogue))
    bench.register(TTL="30s", Status="passing")
    bench.clock.at[1200.0] = bench.heartbeat
    bench.get("/v1/catalog/services?index=9&wait=10m")
    assert (1600.0, 2) == (bench.clock.now, len(copies))


def test_many_that_run_out_at_once_do_so_in_their_order(bench):
    """Also those that are removed before others have run out."""
    for number in range(1, 4):
        ttl = {"TTL": f"{number}s", "Status": "passing", "DeregisterCriticalServiceAfter": "1.5s"}
        bench.register(f"payment-{number}", **ttl)
    bench.clock.now = 1060
    happened = [(event.at, event.kind, event.instance) for event in bench.registry.events[6:]]
    assert [
        (1001.0, "critical", "payment-1"),
        (1002.0, "critical", "payment-2"),
        (1002.5, "deregistered", "payment-1"),
        (1003.0, "critical", "payment-3"),
        (1003.5, "deregistered", "payment-2"),
        (1004.5, "deregistered", "payment-3"),
    ] == happened


def test_a_change_to_another_service_wakes_nobody(bench):
    """The index of a service moves with that service only."""
    bench.register()
    index = bench.get("/v1/health/service/payment").headers["X-Consul-Index"]
    bench.registry.register("orders", "orders-1", "orders-1.test")
    assert index == bench.get("/v1/health/service/payment").headers["X-Consul-Index"]


def test_heartbeats_that_change_nothing_move_no_index(bench):
    """A blocking query is not woken by ordinary heartbeats."""
    bench.register(TTL="30s", Status="passing")
    before = bench.registry.index
    bench.heartbeat()
    assert before == bench.registry.index


def test_a_restart_loses_everything_and_starts_counting_anew(bench):
    """After a restart the index is lower than what callers remember."""
    bench.register()
    bench.registry.restart()
    answer = bench.get("/v1/health/service/payment")
    assert ([], "1") == (answer.json(), answer.headers["X-Consul-Index"])


def test_the_same_calls_give_the_same_answers(bench):
    """Two registries with the same history can't be told apart."""
    other = Bench()
    for one in (bench, other):
        one.register(TTL="10s")
        one.heartbeat()
        one.clock.now += 11
    assert bench.get("/v1/events").content == other.get("/v1/events").content


def test_describes_itself_for_people(bench):
    """The OpenAPI document lists the paths that students try by hand."""
    paths = bench.get("/openapi.json").json()["paths"]
    assert {"/v1/agent/service/register", "/v1/health/service/{service}"} <= set(paths)
