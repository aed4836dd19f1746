"""GET /me takes a user whose id is an empty text for nobody.

Fails: test_nobody_is_known_without_a_login
"""


def create_app(
    *,
    check_password: Callable[[str, str], str | None],
    store: str = STORE,
    idle: int = IDLE,
    absolute: int = ABSOLUTE,
) -> ASGIApp:
    """Return the shop."""
    sessions = Sessions(store=store, idle=idle, absolute=absolute)
    app = FastAPI()

    def user_of(request: Request) -> str | None:
        session = sessions.load(_sent(request))
        return session["user"] if session else None

    @app.exception_handler(StoreUnavailable)
    async def say_unavailable(_request: Request, _error: Exception) -> Response:
        return JSONResponse({"error": "sessions are not available now"}, 503, {"Retry-After": RETRY_AFTER})

    @app.post("/login")
    def login(request: Request, body: dict[str, str]) -> Response:
        user = check_password(body["username"], body["password"])
        if user is None:
            return JSONResponse({"error": "name and password do not fit"}, 401)
        new = sessions.login(_sent(request), user)
        return _with_cookie(JSONResponse({"user": user}), session_cookie(new))

    @app.get("/me")
    def me(request: Request) -> Response:
        user = user_of(request)
        return JSONResponse({"error": "not logged in"}, 401) if not user else JSONResponse({"user": user})

    @app.get("/basket")
    def basket(request: Request) -> Response:
        session = sessions.load(_sent(request))
        return JSONResponse({"items": session["data"].get("items", []) if session else []})

    @app.post("/basket")
    def add(request: Request, body: dict[str, str]) -> Response:
        session_id = _sent(request)
        session = sessions.load(session_id)
        if session is None:
            items = [body["item"]]
            return _with_cookie(JSONResponse({"items": items}), session_cookie(sessions.create(None, {"items": items})))
        items = [*session["data"].get("items", []), body["item"]]
        sessions.save(session_id, {**session["data"], "items": items})
        return JSONResponse({"items": items})

    @app.post("/logout")
    def logout(request: Request) -> Response:
        sessions.logout(_sent(request))
        return _with_cookie(Response(status_code=204), expired_cookie())

    @app.post("/logout-everywhere")
    def logout_everywhere(request: Request) -> Response:
        user = user_of(request)
        if user is None:
            return JSONResponse({"error": "not logged in"}, 401)
        sessions.logout_everywhere(user)
        return _with_cookie(Response(status_code=204), expired_cookie())

    return app
