"""Task ``routing``: which version a request meets, and where the rules for that come from."""

from __future__ import annotations

import hashlib
import json

import httpx
import pytest

from grader.suite import delay, drop, explain, hang, refuse, reset, status

from .support import Mesh, expect, numbered, route, service, traced

V3 = [{"subset": "v1", "weight": 6}, {"subset": "v2", "weight": 3}, {"subset": "v3", "weight": 1}]
BETA = [{"X-Group": {"exact": "beta"}}]
NEW = [{"subset": "v2", "weight": 1}]
PLANE = "http://control-plane.test"


def place(salt: str, key: str, size: int) -> int:
    """What the README says of ``bucket``."""
    return int(hashlib.sha256(f"{salt}:{key}".encode()).hexdigest()[:16], 16) % size


def share(name: str, split: list[dict], key: str) -> str:
    """The subset in which the place of a key lies."""
    line = [target["subset"] for target in split for _ in range(target["weight"])]
    return line[place(name, key, len(line))]


@pytest.mark.task("routing", spec="as a number in network byte order (the most significant byte first), modulo `size`")
def test_gives_a_key_its_place(student):
    """A bucket is what the hash of salt and key says, for any of both, in every process."""
    other = student.another()
    for salt, key, size in (("canary", "jane", 100), ("canary", "zoé", 100), ("größe", "", 7), ("", "x:y", 1)):
        found = [student.bucket(salt, key, size), other.bucket(salt, key, size)]
        expect(f"the bucket of {salt!r}, {key!r} and {size}, in two processes", [place(salt, key, size)] * 2, found)
    for number in range(20):
        expect(
            f"the bucket of user-{number}",
            place("a:b", f"user-{number}", 1000),
            student.bucket("a:b", f"user-{number}", 1000),
        )


@pytest.mark.task(
    "routing", spec=("one that holds is enough", "In a condition each field is a header, and all of them have to hold.")
)
def test_picks_the_first_route_that_matches(student):
    """The first route counts of which one condition holds, and that with all of its fields; none is None."""
    both = {"X-Group": {"exact": "beta"}, "user-agent": {"prefix": "Till/"}}
    first, second = route(name="a", match=[both, {"X-STAFF": {"prefix": ""}}]), route(name="b", match=BETA)
    routes = [first, second, route(name="c", match=[{"x-empty": {"exact": ""}}]), route(name="d", match=[])]
    cases = [({"x-group": "beta", "user-agent": "Till/3"}, "a"), ({"x-staff": ""}, "a"), ({"x-staff": "yes"}, "a")]
    cases += [({"x-group": "beta"}, "b"), ({"x-group": "beta", "user-agent": "till/3"}, "b"), ({"x-empty": ""}, "c")]
    cases += [({"x-group": "Beta"}, "d"), ({"x-group": "beta2"}, "d"), ({"user-agent": "Till/3"}, "d"), ({}, "d")]
    cases += [({"x-group": "beta", "user-agent": "a Till/3"}, "b"), ({"x-empty": "no"}, "d"), ({"group": "beta"}, "d")]
    for headers, wanted in cases:
        found = (student.pick_route(routes, headers) or {}).get("name")
        expect(f"the route for {headers}", wanted, found)
    for rules, headers, wanted in (
        ([second], {}, None),
        ([], {}, None),
        ([route(), second], {"x-group": "beta"}, "all"),
    ):
        found = student.pick_route(rules, headers)
        expect(f"the route of {len(rules)} for {headers}", wanted, found and found["name"])


@pytest.mark.task(
    "routing",
    spec="The first target has the places from 0 to its weight (without the latter), the next one follows it.",
)
def test_splits_by_weight(student, evidence):
    """Each target gets the share of the places that its weight is of the sum, and a weight of 0 gets none."""
    splits = [[{"subset": "v1", "weight": 90}, {"subset": "v2", "weight": 10}], V3]
    splits.append([{"subset": "v2", "weight": 0}, {"subset": "v1", "weight": 2}, {"subset": "v3", "weight": 0}])
    for name, split in (("canary", splits[0]), ("Canary", splits[0]), ("three", splits[1]), ("none", splits[2])):
        keys = [f"user-{number}" for number in range(60)]
        given = {"name": name, "split": [dict(one) for one in split], "sticky": "x-user"}
        found = [student.pick_subset(given, {"x-user": key}, "") for key in keys]
        wanted = [share(name, split, key) for key in keys]
        expect("the split afterwards", split, given["split"])
        for target in split if name == "three" else ():
            subset = target["subset"]
            evidence.mark("split", subset, value=found.count(subset), wanted=wanted.count(subset))
        wrong = [key for key, one, other in zip(keys, found, wanted, strict=True) if one != other]
        assert not wrong, explain(
            expected=f"{wrong[0]} at place {place(name, wrong[0], sum(one['weight'] for one in split))} to get "
            f"{wanted[keys.index(wrong[0])]}"
            if wrong
            else "",
            happened=f"{found[keys.index(wrong[0])]}" if wrong else "",
            tried=f"{split} of the route {name}",
        )


@pytest.mark.task("routing", spec="without `sticky`, without the header or with an empty one it is the trace id")
def test_keeps_a_user_with_a_version(student):
    """A user is known by the sticky header, in every trace; who has none goes with the trace."""
    split = [{"subset": "v1", "weight": 1}, {"subset": "v2", "weight": 1}]
    for number in range(8):
        user, trace = f"user-{number}", numbered(number)
        by_user, by_trace = share("half", split, user), share("half", split, trace)
        headers = {"x-user": user, "x-other": f"other-{number}"}
        given = {"name": "half", "split": split, "sticky": "X-User"}
        for settings, sent, wanted in (
            *((given, headers, by_user), (given, {"x-user": ""}, by_trace), (given, {}, by_trace)),
            *(({"name": "half", "split": split}, headers, by_trace), (given, {"x-other": user}, by_trace)),
        ):
            found = student.pick_subset(settings, sent, trace)
            expect(f"the subset for {sent} in trace {trace}", wanted, found, tried=f"sticky: {settings.get('sticky')}")


@pytest.mark.task(
    "routing", spec="`Sidecar` sends a call to an endpoint of that subset, and to no other, in retries too."
)
def test_sends_a_call_to_its_version(student, network):
    """A call goes to an endpoint of the version that its header, its user or its trace says, and stays there."""
    split = [{"subset": "v1", "weight": 1}, {"subset": "v2", "weight": 1}]
    canary = route(name="canary", split=split, sticky="X-User", retries=1)
    mesh = Mesh(student, network, {"stock": service(route(name="beta", match=BETA, split=NEW), canary)})
    for number in range(8):
        user, trace = {"X-User": f"user-{number}"}, traced(number)
        cases = [({**user, **trace}, share("canary", split, f"user-{number}"))]
        cases += [(trace, share("canary", split, numbered(number))), ({"x-group": "beta", **user}, "v2")]
        for headers, wanted in cases:
            expect("the version that is asked", [wanted], mesh.met(headers=headers), tried=f"{headers}")
    expect("the configuration afterwards", mesh.config, mesh.given)
    mesh.answers = dict.fromkeys([f"stock-{number}.test" for number in (1, 2, 3, 4)], 503)
    user = next(f"user-{n}" for n in range(9) if share("canary", split, f"user-{n}") == "v2")
    expect("who is asked when a call to v2 fails", ["stock-3", "stock-4"], sorted(mesh.asked(headers={"X-User": user})))


@pytest.mark.task(
    "routing",
    spec=(
        'the last two are those of the last answer that was taken, `""` at first',
        "Each of these services that is in the configuration has these routes from now on",
    ),
)
def test_takes_new_routes(student, network, control_plane):
    """A sidecar asks for what is newer than what it has, and goes by it from then on; what it has learnt stays."""
    config = {name: service(outliers={"consecutive_errors": 1, "base_ejection": 900.0}) for name in ("stock", "pay")}
    mesh = Mesh(student, network, config, node="till")
    mesh.answers = {"stock-1.test": 500}
    mesh.call()
    wanted = ["stock-2"] * 3
    expect("who is asked after a failure of stock-1", wanted, mesh.asked(3))
    answers = [mesh.sidecar.refresh()]
    control_plane.publish("stock", [route(name="new", split=NEW)])
    control_plane.publish("unknown", [route()])
    answers += [mesh.sidecar.refresh(), mesh.sidecar.refresh()]
    expect("what refresh gave before, with and after the news", [False, True, False], answers)
    found = (mesh.met(), mesh.met(host="pay"), mesh.call(host="unknown").status_code)
    expect("the versions that are asked, and the status of a service unknown before", (["v2"], ["v1"], 404), found)
    control_plane.publish("stock", [route(name="old")])
    expect("what refresh gave for a second version", True, mesh.sidecar.refresh())
    expect("who is asked, with the first routes again", wanted, mesh.asked(3), why="an ejection outlives a route")
    mesh.sidecar.refresh()
    control_plane.publish("pay", [])
    expect("what refresh gave for a service without routes", True, mesh.sidecar.refresh())
    expect("the status of that service, no route of which matches", 404, mesh.call(host="pay").status_code)
    for name in ("stock", "unknown", "pay"):
        control_plane.withdraw(name)
    expect("what refresh gave for a version without any service", True, mesh.sidecar.refresh())
    expect("who is asked, as before", wanted, mesh.asked(3))
    sent = [
        json.loads(one.request.content)
        for one in network.requests("control-plane.test", "POST", "/v3/discovery:routes")
    ]
    versions = [("", ""), ("", ""), ("2", "n-2"), ("2", "n-2"), ("3", "n-3"), ("3", "n-3"), ("4", "n-4")]
    expect(
        "version and nonce in each request",
        versions,
        [(one.get("version_info"), one.get("response_nonce")) for one in sent],
    )
    expect("who asked", [{"id": "till"}] * 7, [one.get("node") for one in sent])


@pytest.mark.task("routing", spec="everything stays as it was, and it returns `False`")
def test_goes_on_without_the_control_plane(student, network, clock):
    """While the control plane fails, in whatever way, everything stays as it was."""
    routes = [{"name": "stock", "routes": [route(name="new", split=NEW)]}]
    news = {"version_info": "v-8", "nonce": "x", "resources": routes}
    asked, answers = [], []

    def plane(request: httpx.Request) -> httpx.Response:
        asked.append(json.loads(request.content))
        return answers.pop(0)

    network.serve("plane.test", plane)
    mesh = Mesh(student, network, {"stock": service(), "pay": service()}, control_plane="http://plane.test:9000")
    bad = [{name: value for name, value in news.items() if name != missing} for missing in news]
    bad += [{**news, "resources": [*routes, {"name": "pay"}]}, {**news, "resources": [*routes, {"routes": []}]}]
    answers += [httpx.Response(200, json=one) for one in bad] + [httpx.Response(200, text="<html>")]
    answers += [httpx.Response(code, json=news) for code in (201, 304, 404, 500, 503)]
    for number in range(len(answers)):
        expect("what refresh gave", False, mesh.sidecar.refresh(), tried=f"bad answer number {number + 1}")
    for fault in (refuse(), reset(), drop(), hang(), hang(connecting=True), delay(2.5), status(502)):
        network.script("plane.test", fault)
        before = clock.elapsed
        answers[:] = [httpx.Response(200, json=news)]
        expect("what refresh gave", False, mesh.sidecar.refresh(), tried=fault.kind)
        assert clock.elapsed < before + 2.4, explain("2 s at most", f"{clock.elapsed - before:g} s", tried=fault.kind)
    expect("who is asked", ["v1"], mesh.met(), why="a mesh goes on without its control plane")
    network.script("plane.test", delay(1.5))
    answers[:] = [httpx.Response(200, json=news)]
    expect("what refresh gave when it works again, if slowly", True, mesh.sidecar.refresh())
    expect("who is asked", ["v2"], mesh.met())
    answers[:] = [httpx.Response(304)]
    mesh.sidecar.refresh()
    told = [(one["version_info"], one["response_nonce"], one["node"]) for one in (asked[0], asked[-2], asked[-1])]
    orders = {"id": "orders"}
    expect(
        "what was asked first, after the failures and at last",
        [("", "", orders), ("", "", orders), ("v-8", "x", orders)],
        told,
    )
