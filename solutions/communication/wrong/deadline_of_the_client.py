"""Counts the deadline from the making of the client.

Fails: test_repeats_every_idempotent_method, test_keeps_to_the_deadline_of_the_call
"""


class Client:
    def __init__(
        self,
        *,
        timeout: float = 2.0,
        deadline: float = 10.0,
        attempts: int = 4,
        base: float = 0.1,
        cap: float = 2.0,
    ) -> None:
        self._timeout = timeout
        self._deadline = deadline
        self._began = time.monotonic()
        self._attempts = attempts
        self._base = base
        self._cap = cap
        self._http = httpx.Client(follow_redirects=False)

    def request(
        self,
        method: str,
        url: str,
        *,
        idempotency_key: str | None = None,
        deadline: float | None = None,
        **options: Any,
    ) -> httpx.Response:
        """Send a request and return the answer, whatever its status; ``options`` are httpx's (``json`` …)."""
        end = self._began + self._deadline if deadline is None else time.monotonic() + deadline
        safe = method in IDEMPOTENT_METHODS or idempotency_key is not None
        headers = httpx.Headers(options.pop("headers", None))
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        failed = 0
        while True:
            outcome = self._try(end, method, url, headers=headers, **options)
            failed += 1
            if failed == self._attempts or not _may_repeat(outcome, safe):
                return _reveal(outcome)
            pause = _retry_after(outcome) + self._jitter(failed)
            if time.monotonic() + pause >= end:
                raise DeadlineExceededError(f"no time for another try after {failed}")
            time.sleep(pause)
