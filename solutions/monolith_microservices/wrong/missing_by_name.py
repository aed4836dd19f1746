"""Sorts the missing services by name.

Fails: test_says_503_when_nothing_is_left
"""


def create_app(services: Mapping[str, str] = SERVICES, *, timeout: float = 1.0, limit: int = 4) -> FastAPI:
    """The gateway: ``GET /pages/{user}`` puts a page together from what each service tells of that user."""
    app = FastAPI()
    gateway = _Gateway(dict(services), timeout, limit)

    @app.get("/pages/{user}")
    async def page(user: str, request: Request) -> JSONResponse:
        found = await gateway.parts(user, request.headers.get("Authorization"))
        missing = sorted(gateway.services.keys() - found.keys())
        return JSONResponse({"user": user, "parts": found, "missing": missing}, 200 if found else 503)

    return app
