"""Writes a refusal because of the directory down without the time.

Fails: nothing_yet
"""


class _Shop:
    def user_of(self, request: Request) -> Attributes:
        """Say who asks, with all that is known of them; or end the request."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        user_id = self._authenticate(token) if scheme.lower() == "bearer" else None
        if user_id is None:
            raise HTTPException(401, "who are you?", headers={"WWW-Authenticate": "Bearer"})
        try:
            return self._directory.attributes(user_id)
        except AccessError as error:
            where = {"type": request.path_params["kind"], "id": request.path_params.get("resource_id")}
            decision = Decision(False, "", f"{type(error).__name__}: {error}")
            self._audit(_record(user_id, ACTION_OF[request.method], where, {}, decision))
            code = 403 if isinstance(error, UnknownUserError) else 503
            raise HTTPException(code, "nobody knows what you may do") from None
