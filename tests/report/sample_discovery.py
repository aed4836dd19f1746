"""Service discovery that forgets to look whether an instance is well."""

from __future__ import annotations

from grader.result.model import Link, Outcome, TopicResult

from .build import (
    advance,
    call,
    evidence,
    excerpt,
    fault,
    lane,
    missed,
    passed,
    request,
    response,
    returned,
    task,
    topic,
)

REGISTRY = "registry.test"

PICK = """
    def pick(self, service: str) -> Instance:
        if service not in self._known:
            answer = self._http.get(f"/v1/health/service/{service}")
            self._known[service] = [Instance(**entry) for entry in answer.json()]
        instances = self._known[service]
        self._turn += 1
        return instances[self._turn % len(instances)]
"""

GET = "GET /v1/health/service/pay"
TWO = 'HTTP/1.1 200 OK\nx-consul-index: 7\n\n[{"id": "pay-1", "health": "passing"}, {"id": "pay-2", …}]'

TESTS = (
    passed("test_registers_at_start", "register", "An instance is in the registry once it has started."),
    passed("test_heartbeats_in_time", "register", "A heartbeat comes well before the registry would give up.", 2),
    passed("test_deregisters_at_the_end", "register", "An instance that stops takes itself out of the registry."),
    missed(
        "test_never_returns_an_unhealthy_instance",
        "client",
        "An instance that is not well is never picked.",
        points=2,
        expected="pay-1 each time: pay-2 has been critical since 10 s",
        happened="pay-2 was picked in every second call, and each of those requests was refused",
        why="A registry that nobody reads is a phone book from last year.",
        try_next="Ask for healthy instances only: `?passing=true`.",
        excerpts=(excerpt("service_discovery.py", 58, 56, PICK),),
        evidence=evidence(
            call(0, 'client.get("pay", "/charges")'),
            request(0, REGISTRY, GET, "accept: */*"),
            response(0, REGISTRY, "200 OK", TWO),
            request(0, "pay-1.test", "GET /charges"),
            response(0, "pay-1.test", "200 OK"),
            returned(0, "<Response 200>"),
            advance(0, 12),
            call(12, 'client.get("pay", "/charges")'),
            request(12, "pay-2.test", "GET /charges"),
            fault(12, "pay-2.test", "refused"),
            request(12, "pay-2.test", "GET /charges"),
            fault(12, "pay-2.test", "refused"),
            request(12, "pay-1.test", "GET /charges"),
            response(12, "pay-1.test", "200 OK"),
            returned(12, "<Response 200>"),
            lanes=(
                lane("pay-1", (0, "passing")),
                lane("pay-2", (0, "passing"), (10, "critical"), (40, "gone")),
                lane("pay-3", (0, "passing"), (25, "warning"), (32, "passing")),
            ),
            end=45,
        ),
    ),
    passed("test_goes_round", "client", "Instances take turns."),
    passed("test_survives_the_registry", "client", "With the registry down, the last known instances are used."),
    missed(
        "test_ends_in_503_without_instances",
        "server",
        "With no instance left, the load balancer answers 503.",
        Outcome.CRASHED,
        1,
        message="The process of your code ended by itself in the middle of the test, with exit code 1.",
        output="integer modulo by zero\n",
    ),
    missed(
        "test_follows_changes",
        "changes",
        "A change in the registry is known within a second.",
        Outcome.NOT_RUN,
        1,
        message="The time for this topic (120 s) was over before this test could start.",
    ),
    missed(
        "test_a_long_poll_is_repeated",
        "changes",
        "When a long poll ends without news, it is asked again.",
        Outcome.GRADER_ERROR,
        1,
        message="The registry mock stopped: KeyError: 'index'.",
    ),
)

CONSUL = Link("Consul: health HTTP endpoint", "https://developer.hashicorp.com/consul/api-docs/health")


def discovery() -> TopicResult:
    tasks = (
        task(
            "register", "Register, heartbeat, deregister", TESTS, why="Who does not say that they are here is not here."
        ),
        task(
            "client",
            "Client side: healthy instances in turn",
            TESTS,
            why="An address can change at any time.",
            hints=("Which of the instances did the registry say is well?",),
            hints_total=3,
            read=(CONSUL,),
        ),
        task(
            "server",
            "Server side: a load balancer",
            TESTS,
            why="Clients need not know the registry at all.",
            hints_total=3,
        ),
        task(
            "changes",
            "Follow changes",
            TESTS,
            why="Asking on every call is slow, never asking is wrong.",
            hints_total=3,
        ),
    )
    return topic("service_discovery", "Service discovery", "Find who is there, and well, right now.", tasks, TESTS)
