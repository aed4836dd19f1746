"""Stays open for half a minute, whatever `open_for`.

Fails: test_is_open_for_as_long_as_it_is_told, test_says_how_long_it_stays_open,
    test_gives_its_breakers_the_open_time_and_the_probes, test_says_when_an_open_circuit_is_worth_another_try
"""


class CircuitBreaker:
    def __init__(
        self,
        *,
        failure_threshold: int = 5,
        window: float = 10.0,
        open_for: float = 30.0,
        probes: int = 1,
    ) -> None:
        self._failure_threshold = failure_threshold
        self._window = window
        self._open_for = 30.0
        self._probes = probes
        self._lock = threading.Lock()
        # Counts the changes of state: an outcome matters only in the period that let its call through.
        self._period = 0
        self._enter(CLOSED)
