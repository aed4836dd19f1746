"""Does not hand on who asks.

Fails: test_hands_on_who_asks
"""


def create_app(services: Mapping[str, str] = SERVICES, *, timeout: float = 1.0, limit: int = 4) -> FastAPI:
    """The gateway: ``GET /pages/{user}`` puts a page together from what each service tells of that user."""
    app = FastAPI()
    gateway = _Gateway(dict(services), timeout, limit)

    @app.get("/pages/{user}")
    async def page(user: str, request: Request) -> JSONResponse:
        found = await gateway.parts(user, None)
        missing = [name for name in gateway.services if name not in found]
        return JSONResponse({"user": user, "parts": found, "missing": missing}, 200 if found else 503)

    return app
