"""Takes the scheme in any letters by making the whole field lower case, the token with it.

Fails: test_shows_what_may_be_read
"""


class _Shop:
    def user_of(self, request: Request) -> Attributes:
        """Return who asks, with their attributes; or end the request."""
        scheme, _, token = request.headers.get("Authorization", "").lower().partition(" ")
        user_id = self._authenticate(token) if scheme == "bearer" else None
        if user_id is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        try:
            return self._directory.attributes(user_id)
        except AccessError as error:
            what = {"type": request.path_params["kind"], "id": request.path_params.get("resource_id")}
            asked = {"id": user_id}, ACTION_OF[request.method], what, {"time": datetime.now(UTC)}
            self._guard._log(Decision(False, "", f"{type(error).__name__}: {error}"), *asked)
            raise HTTPException(403 if isinstance(error, UnknownUserError) else 503) from None
