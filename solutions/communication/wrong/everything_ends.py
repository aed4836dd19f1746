"""Ends v2 with v1.

Fails: test_v1_ends_at_its_sunset
"""


def create_app(*, deprecated: datetime = V1_DEPRECATED, sunset: datetime = V1_SUNSET) -> FastAPI:
    app = FastAPI(title="Orders")
    orders: dict[str, Order] = {}

    def create(version: str, order: _OrderV1 | _OrderV2, response: Response) -> dict[str, Any]:
        order_id = str(len(orders) + 1)
        orders[order_id] = order.stored()
        response.headers["Location"] = f"/{version}/orders/{order_id}"
        return show(version, order_id)

    def show(version: str, order_id: str) -> dict[str, Any]:
        if order_id not in orders:
            raise HTTPException(HTTPStatus.NOT_FOUND, f"there is no order {order_id}")
        return {"id": order_id, **SHOW[version](*orders[order_id])}

    @app.post("/v1/orders", status_code=201)
    async def create_v1(order: _OrderV1, response: Response) -> dict[str, Any]:
        return create("v1", order, response)

    @app.post("/v2/orders", status_code=201)
    async def create_v2(order: _OrderV2, response: Response) -> dict[str, Any]:
        return create("v2", order, response)

    @app.get("/v1/orders/{order_id}")
    async def read_v1(order_id: str) -> dict[str, Any]:
        return show("v1", order_id)

    @app.get("/v2/orders/{order_id}")
    async def read_v2(order_id: str) -> dict[str, Any]:
        return show("v2", order_id)

    @app.middleware("http")
    async def say_goodbye(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
        path = request.url.path
        if path.startswith("/v2/") and time.time() >= sunset.timestamp():
            return JSONResponse({}, HTTPStatus.GONE)
        if not path.startswith("/v1/"):
            return await proceed(request)
        if time.time() >= sunset.timestamp():
            answer: Response = JSONResponse({"detail": "v1 has ended; use v2"}, HTTPStatus.GONE)
        else:
            answer = await proceed(request)
        answer.headers["Deprecation"] = f"@{deprecated.timestamp():.0f}"
        answer.headers["Sunset"] = format_datetime(sunset.astimezone(UTC), usegmt=True)
        answer.headers["Link"] = f'<{quote("/v2/" + path.removeprefix("/v1/"))}>; rel="successor-version"'
        return answer

    return app
