"""Tells a user whom the directory does not know which ids do not exist.

Fails: test_who_is_unknown_to_the_directory_may_do_nothing
"""


class _Shop:
    def user_of(self, request: Request) -> Attributes:
        """Return who asks, with their attributes; or end the request."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        user_id = self._authenticate(token) if scheme.lower() == "bearer" else None
        if user_id is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        kind, resource_id = request.path_params["kind"], request.path_params.get("resource_id")
        if resource_id is not None and resource_id not in self.shelf(kind):
            raise HTTPException(404)
        try:
            return self._directory.attributes(user_id)
        except AccessError as error:
            what = {"type": request.path_params["kind"], "id": request.path_params.get("resource_id")}
            asked = {"id": user_id}, ACTION_OF[request.method], what, {"time": datetime.now(UTC)}
            self._guard._log(Decision(False, "", f"{type(error).__name__}: {error}"), *asked)
            raise HTTPException(403 if isinstance(error, UnknownUserError) else 503) from None
