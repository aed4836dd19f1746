"""Hands all fields of the caller on, cookies too.

Fails: test_hands_on_who_asks
"""


def create_app(services: Mapping[str, str] = SERVICES, *, timeout: float = 1.0, limit: int = 4) -> FastAPI:
    """The gateway: ``GET /pages/{user}`` puts a page together from what each service tells of that user."""
    app = FastAPI()
    gateway = _Gateway(dict(services), timeout, limit)

    @app.get("/pages/{user}")
    async def page(user: str, request: Request) -> JSONResponse:
        found = await gateway.parts(user, request.headers)
        missing = [name for name in gateway.services if name not in found]
        return JSONResponse({"user": user, "parts": found, "missing": missing}, 200 if found else 503)

    return app


class _Gateway:
    async def parts(self, user: str, fields: Mapping[str, str]) -> dict[str, Any]:
        """What each service that answers tells of the user."""
        headers = {name: value for name, value in fields.items() if name != "host"}
        async with httpx.AsyncClient(timeout=self._timeout, headers=headers) as client:
            asked = [self._ask(client, name, user) for name in self.services]
            answers = await asyncio.gather(*asked)
        return {name: part for name, part in zip(self.services, answers, strict=True) if part is not None}
