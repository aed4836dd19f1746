"""Lets the rules decide by the id alone while the directory is down.

Fails: test_without_the_directory_nothing_is_permitted
"""


class _Shop:
    def user_of(self, request: Request) -> Attributes:
        """Return who asks, with their attributes; or end the request."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        user_id = self._authenticate(token) if scheme.lower() == "bearer" else None
        if user_id is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        try:
            return self._directory.attributes(user_id)
        except DirectoryUnavailableError:
            return {"id": user_id}
        except AccessError as error:
            what = {"type": request.path_params["kind"], "id": request.path_params.get("resource_id")}
            asked = {"id": user_id}, ACTION_OF[request.method], what, {"time": datetime.now(UTC)}
            self._guard._log(Decision(False, "", f"{type(error).__name__}: {error}"), *asked)
            raise HTTPException(403 if isinstance(error, UnknownUserError) else 503) from None
