"""Answers 503 as soon as one service is missing.

Fails: test_example_shows_the_page_without_search, test_gives_up_after_the_timeout,
    test_says_503_when_nothing_is_left, test_shows_a_service_that_is_back,
    test_shows_no_part_of_an_odd_status, test_shows_no_part_that_is_no_object,
    test_survives_a_service_that_cannot_be_reached
"""


def create_app(services: Mapping[str, str] = SERVICES, *, timeout: float = 1.0, limit: int = 4) -> FastAPI:
    """The gateway: ``GET /pages/{user}`` puts a page together from what each service tells of that user."""
    app = FastAPI()
    gateway = _Gateway(dict(services), timeout, limit)

    @app.get("/pages/{user}")
    async def page(user: str, request: Request) -> JSONResponse:
        found = await gateway.parts(user, request.headers.get("Authorization"))
        missing = [name for name in gateway.services if name not in found]
        return JSONResponse({"user": user, "parts": found, "missing": missing}, 503 if missing else 200)

    return app
