"""Joins id and secret for HTTP Basic as they are.

Fails: test_proves_who_it_is, test_asks_for_a_refresh_as_the_rfc_has_it, test_asks_in_its_own_name
"""


class _TokenEndpoint:
    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._url = url
        # Each part is form-encoded before HTTP Basic joins them by a colon (RFC 6749, section 2.3.1).
        self._auth = httpx.BasicAuth(client_id, client_secret)
