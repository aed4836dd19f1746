"""Copies the headers into a dictionary: of one that is there twice the last is sent.

Fails: test_sends_the_same_request_again
"""


class Client:
    def request(
        self,
        method: str,
        url: str,
        *,
        idempotency_key: str | None = None,
        deadline: float | None = None,
        **options: Any,
    ) -> httpx.Response:
        end = time.monotonic() + (self._deadline if deadline is None else deadline)
        safe = method in IDEMPOTENT_METHODS or idempotency_key is not None
        auth = options.pop("auth", httpx.USE_CLIENT_DEFAULT)
        options["headers"] = dict(options.get("headers") or {})
        request = self._http.build_request(method, url, **options)
        request.read()  # once: a stream is empty the second time
        if idempotency_key is not None:
            request.headers["Idempotency-Key"] = idempotency_key
        failed = 0
        while True:
            outcome = self._try(end, request, auth)
            failed += 1
            if failed == self._attempts or not _may_repeat(outcome, safe):
                if isinstance(outcome, Exception):
                    raise outcome
                return outcome
            pause = _retry_after(outcome) + self._jitter(failed)
            if time.monotonic() + pause >= end:
                raise DeadlineExceededError(f"no time for another try after {failed}")
            time.sleep(pause)
