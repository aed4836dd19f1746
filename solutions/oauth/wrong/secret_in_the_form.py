"""Sends id and secret in the form (client_secret_post).

Fails: test_asks_as_the_rfc_has_it, test_proves_who_it_is, test_asks_for_a_refresh_as_the_rfc_has_it,
    test_asks_in_its_own_name
"""


class _TokenEndpoint:
    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._url = url
        # Each part is form-encoded before HTTP Basic joins them by a colon (RFC 6749, section 2.3.1).
        self._proof = {"client_id": client_id, "client_secret": client_secret}

    def ask(self, form: dict[str, str]) -> dict[str, Any]:
        """The answer to one token request, and when its access token ends."""
        try:
            answer = httpx.post(self._url, data={**form, **self._proof}, timeout=TIMEOUT)
        except httpx.TransportError as error:
            raise AuthServerUnavailable("the token endpoint can't be reached") from error
        if answer.is_server_error:
            raise AuthServerUnavailable(f"the token endpoint answers with {answer.status_code}")
        try:
            body = answer.json()
        except ValueError:
            body = None
        body = body if isinstance(body, dict) else {}
        if answer.is_client_error:
            raise TokenRequestRefused(body["error"] if isinstance(body.get("error"), str) else "")
        token, kind = body.get("access_token"), str(body.get("token_type", ""))
        if answer.status_code != httpx.codes.OK or not isinstance(token, str) or not token or kind.lower() != "bearer":
            raise BadTokenResponse("the answer has no bearer token")
        return {**body, "expires_at": time.time() + body.get("expires_in", DEFAULT_LIFETIME)}
