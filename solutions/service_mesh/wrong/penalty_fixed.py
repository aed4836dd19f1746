"""Uses a penalty of five seconds, whatever was given.

Fails: test_takes_a_failure_for_a_slow_answer, test_tries_whom_it_does_not_know
"""


class Balancer:
    def __init__(self, *, half_life: float = 10.0, penalty: float = 5.0) -> None:
        self._half_life = half_life
        self._penalty = 5.0
        self._estimates: dict[str, tuple[float, float]] = {}  # seconds, and when that was
        self._in_flight: Counter[str] = Counter()
