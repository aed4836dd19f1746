"""Keeps the estimates in the class.

Fails: test_learns_from_answers, test_leaves_ejected_endpoints_out, test_picks_the_first_of_the_cheapest,
    test_repeats_elsewhere, test_sends_calls_to_the_quick_endpoint, test_takes_a_failure_for_a_slow_answer
"""


class Balancer:
    _estimates: dict[str, tuple[float, float]] = {}

    def __init__(self, *, half_life: float = 10.0, penalty: float = 5.0) -> None:
        self._half_life = half_life
        self._penalty = penalty
        self._in_flight: Counter[str] = Counter()
