"""Uses a half-life of ten seconds, whatever was given.

Fails: test_forgives_with_time, test_learns_from_answers
"""


class Balancer:
    def __init__(self, *, half_life: float = 10.0, penalty: float = 5.0) -> None:
        self._half_life = 10.0
        self._penalty = penalty
        self._estimates: dict[str, tuple[float, float]] = {}  # seconds, and when that was
        self._in_flight: Counter[str] = Counter()
