"""Who is logged in is in the store; the baskets are in a dict of the process.

Fails: test_a_change_at_one_instance_is_one_at_all, test_a_new_instance_costs_nobody_their_session,
    test_a_store_that_fails_in_the_middle_is_a_failure, test_an_outage_lets_nobody_in_and_logs_nobody_out
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
    baskets: dict[str | None, list[str]] = {}

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
        session = sessions.load(_sent(request))
        items = baskets.pop(_sent(request), [])
        new = sessions.login(_sent(request), user)
        baskets[new] = items if session and session["user"] in (None, user) else []
        return _with_cookie(JSONResponse({"user": user}), session_cookie(new))

    @app.get("/me")
    def me(request: Request) -> Response:
        user = user_of(request)
        return JSONResponse({"error": "not logged in"}, 401) if user is None else JSONResponse({"user": user})

    @app.get("/basket")
    def basket(request: Request) -> Response:
        session = sessions.load(_sent(request))
        return JSONResponse({"items": baskets.get(_sent(request), []) if session else []})

    @app.post("/basket")
    def add(request: Request, body: dict[str, str]) -> Response:
        session_id = _sent(request)
        if sessions.load(session_id) is None:
            new = sessions.create()
            baskets[new] = [body["item"]]
            return _with_cookie(JSONResponse({"items": baskets[new]}), session_cookie(new))
        baskets[session_id] = [*baskets.get(session_id, []), body["item"]]
        return JSONResponse({"items": baskets[session_id]})

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
