"""An answer that is no HTTP raises httpx's RemoteProtocolError instead of RegistryError.

Fails: test_tells_when_a_registration_is_not_taken, test_tells_when_a_heartbeat_is_not_taken,
test_tells_when_it_cannot_register_again, test_keep_alive_goes_on_after_a_failure, test_deregister_raises_nothing,
test_a_farewell_that_is_not_heard_breaks_nothing, test_does_not_work_without_being_registered
"""


class Registration:
    def _put(self, path: str, **body: Any) -> httpx.Response:
        try:
            return self._http.put(path, **body)
        except (httpx.NetworkError, httpx.TimeoutException) as error:
            raise RegistryError(f"the registry can't be reached: {error}") from error
