"""A farewell that is answered with an error raises.

Fails: test_deregister_raises_nothing, test_a_farewell_that_is_not_heard_breaks_nothing
"""


class Registration:
    def deregister(self) -> None:
        """Take the entry away, if that can be done."""
        with contextlib.suppress(httpx.TransportError):
            self._expect_success(self._http.put(f"/v1/agent/service/deregister/{self._id}"))
