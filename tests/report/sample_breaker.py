"""A circuit breaker that half works: it opens, but counts over its whole life and lets everybody probe at once."""

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
    note,
    passed,
    raised,
    request,
    response,
    returned,
    sleep,
    task,
    topic,
)

PAY = "pay.test"
CHARGE = 'charge("order-17", 1250)'

CALL_BODY = """
    def call(self, function):
        if self.state == "open":
            if time.monotonic() - self.opened_at < self.recovery_time:
                raise CircuitOpen(self.name)
            self.state = "half_open"
        try:
            result = function()
        except Exception:
            self.failures += 1
            if self.failures >= self.threshold:
                self.state = "open"
"""

RETRY_BODY = '''
def charge(order_id: str, cents: int) -> dict:
    """Charge an order once, whatever the network does."""
    for attempt in range(4):
        try:
            answer = httpx.post(f"{PAYMENTS}/charges", json={"order": order_id, "cents": cents})
            answer.raise_for_status()
            return answer.json()
        except httpx.TransportError:
            time.sleep(2**attempt)
    raise PaymentUnavailable(order_id)
'''

POST = 'POST /charges\naccept: */*\ncontent-type: application/json\n\n{"order": "order-17", "cents": 1250}'
BUSY = 'HTTP/1.1 503 Service Unavailable\nretry-after: 5\ncontent-type: application/json\n\n{"error": "overloaded"}'

WINDOW = missed(
    "test_forgets_failures_that_are_older_than_the_window",
    "closed",
    "Failures that are older than the window no longer count.",
    points=2,
    expected="the breaker to stay closed: of its three failures only one is younger than the window of 10 s",
    happened="it went to open after the third failure, 40 s after the first",
    why="A breaker that never forgets opens one day on a service that fails **once an hour**, as every service does.",
    try_next="Keep the *times* of the failures instead of their number, and drop those that are too old.",
    excerpts=(excerpt("circuit_breaker.py", 41, 33, CALL_BODY, "counts every failure since the beginning"),),
    evidence=evidence(
        call(0, "Breaker(threshold=3, window=10)"),
        returned(0, "<Breaker>"),
        call(0, "breaker.call(pay)"),
        request(0, PAY, "POST /charges", POST),
        response(0, PAY, "500 Internal Server Error"),
        raised(0, "HTTPStatusError: 500"),
        advance(0, 20),
        call(20, "breaker.call(pay)"),
        request(20, PAY, "POST /charges", POST),
        response(20, PAY, "500 Internal Server Error"),
        raised(20, "HTTPStatusError: 500"),
        advance(20, 20),
        call(40, "breaker.call(pay)"),
        request(40, PAY, "POST /charges", POST),
        response(40, PAY, "500 Internal Server Error"),
        raised(40, "HTTPStatusError: 500"),
        call(40, "breaker.state"),
        returned(40, "'open'"),
        lanes=(lane("breaker", (0, "closed"), (40, "open")),),
        end=40,
    ),
)

PROBES = missed(
    "test_lets_only_one_probe_through_while_half_open",
    "half_open",
    "While half-open, only as many calls go through as there are probes.",
    points=2,
    expected="one of five calls at the same time to reach the service, and four to be refused with `CircuitOpen`",
    happened="all five reached the service",
    why="The service has just come back. Everybody at once is what knocked it over.",
    try_next="Count the probes that are under way, under the lock that guards the state.",
    excerpts=(excerpt("circuit_breaker.py", 37, 33, CALL_BODY),),
    evidence=evidence(
        note(0, "the breaker is open; the service is well again"),
        advance(0, 30),
        *[call(30, "breaker.call(pay)") for _ in range(5)],
        *[request(30, PAY, "POST /charges") for _ in range(5)],
        *[response(30.2, PAY, "201 Created") for _ in range(5)],
        *[returned(30.2, "{'id': 'ch_1'}") for _ in range(5)],
        lanes=(
            lane("breaker", (0, "closed"), (0, "open"), (30, "half_open"), (30.2, "closed")),
            lane("payment", (0, "failing"), (12, "recovering"), (18, "ok")),
        ),
        end=30.2,
    ),
)

RETRIES = missed(
    "test_waits_as_long_as_the_service_asks",
    "guard",
    "A `Retry-After` is kept: nobody knocks earlier than asked.",
    points=1,
    expected="no request between the 503 at 3 s and 8 s, since it said Retry-After: 5",
    happened="the next request came 2 s later, and again 4 s after that",
    why="`Retry-After` is how a service says that it needs rest ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#name-retry-after)).",
    excerpts=(excerpt("circuit_breaker.py", 78, 70, RETRY_BODY, "waits a time of its own choosing"),),
    output="attempt 0\nattempt 1\nattempt 2\nattempt 3\n",
    evidence=evidence(
        call(0, CHARGE),
        request(0, PAY, "POST /charges", POST),
        fault(3, PAY, "timeout", "pay.test did not answer within 3 s"),
        sleep(3, 1),
        request(4, PAY, "POST /charges", POST),
        response(4.2, PAY, "503 Service Unavailable", BUSY),
        sleep(4.2, 2),
        request(6.2, PAY, "POST /charges", POST),
        fault(6.4, PAY, "connection reset"),
        sleep(6.4, 4),
        request(10.4, PAY, "POST /charges", POST),
        response(10.5, PAY, "201 Created", '{"id": "ch_1"}'),
        returned(10.5, "{'id': 'ch_1'}"),
    ),
)

TESTS = (
    passed(
        "test_lets_calls_through",
        "closed",
        "A closed breaker lets every call through and returns its result.",
        evidence=evidence(call(0, "breaker.call(pay)"), returned(0, "'paid'"), lanes=(lane("breaker", (0, "closed")),)),
    ),
    passed("test_hands_on_the_exception", "closed", "The exception of the call comes out as it was raised."),
    WINDOW,
    passed("test_client_errors_do_not_count", "closed", "An answer of 404 or 422 is no failure of the service."),
    passed("test_refuses_while_open", "open", "While open, a call is refused and the service hears nothing.", 2),
    passed("test_one_breaker_a_service", "open", "Two services have a breaker each."),
    PROBES,
    missed(
        "test_reopens_after_a_failed_probe",
        "half_open",
        "A probe that fails opens the breaker again.",
        Outcome.BLOCKED,
        1,
        blocked_by=("test_lets_only_one_probe_through_while_half_open",),
    ),
    RETRIES,
    missed(
        "test_a_slow_service_is_a_failure",
        "guard",
        "A call without an answer ends, and counts as a failure.",
        Outcome.TIMED_OUT,
        1,
        message="Your code ran for more than 5 s without an answer. It seems to wait for something that never comes.",
        excerpts=(excerpt("circuit_breaker.py", 75, 70, RETRY_BODY, "in charge", fault=True),),
    ),
    missed(
        "test_returns_the_cached_answer", "fallback", "When open, the last good answer is served.", Outcome.NOT_DONE
    ),
    missed(
        "test_queues_for_later",
        "fallback",
        "What may wait is queued, and sent once the breaker has closed.",
        Outcome.NOT_DONE,
        2,
    ),
)

WIKI = Link("Release It!, chapter 5: stability patterns")
GUIDE = Link("Circuit breaker pattern", "https://learn.microsoft.com/azure/architecture/patterns/circuit-breaker")


def breaker() -> TopicResult:
    tasks = (
        task(
            "closed",
            "Closed: count failures in a time window",
            TESTS,
            why="Without a window, an old failure weighs as much as a fresh one.",
            hints=("What would you have to remember of each failure to know whether it still counts?",),
            hints_total=3,
            read=(GUIDE, WIKI),
        ),
        task(
            "open", "Open: refuse without a call", TESTS, why="A fast no is worth more than a slow one.", read=(GUIDE,)
        ),
        task(
            "half_open",
            "Half-open: a limited number of probes",
            TESTS,
            why="A service that has just come back is knocked over by everybody at once.",
            hints=("Who may be the probe, if five threads ask in the same millisecond?", "Look at `threading.Lock`."),
            hints_total=2,
            read=(GUIDE,),
        ),
        task(
            "fallback",
            "Fall back to something useful",
            TESTS,
            why="The page should still show *something*.",
            hints_total=3,
        ),
        task(
            "guard",
            "Guard every outgoing call",
            TESTS,
            why="One call without a timeout is enough to hang them all.",
            hints_total=2,
        ),
    )
    return topic("circuit_breaker", "Circuit breaker", "A fuse box for calls to other services.", tasks, TESTS)
