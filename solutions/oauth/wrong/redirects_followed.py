"""Follows a redirect of the token endpoint.

Fails: test_does_not_believe_a_strange_answer, test_a_refresh_fails_as_other_requests_do,
    test_a_failure_is_told_and_forgotten
"""


class _TokenEndpoint:
    def ask(self, form: dict[str, str]) -> dict[str, Any]:
        """The answer to one token request, and when its access token ends."""
        try:
            answer = httpx.post(self._url, data=form, auth=self._auth, timeout=TIMEOUT, follow_redirects=True)
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
