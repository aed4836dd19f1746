"""Replaces the guest of a seat, but the list goes on naming who put the first one there.

Fails: test_serves_who_may
"""


def create_app(*, authenticator: Authenticator, policy: Policy, realm: str = "venue") -> FastAPI:
    """Return the venue's application."""
    # The pages that FastAPI adds by itself are in no policy.
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.router.route_class = _guarded_by(authenticator, policy)
    app.add_exception_handler(AccessError, partial(_refuse, realm))
    app.add_exception_handler(RequestValidationError, _mistaken)
    seats: dict[str, dict[str, str]] = {}

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/me")
    def me(request: Request) -> dict[str, Any]:
        identity = request.state.identity
        return {"username": identity.username, "permissions": sorted(identity.permissions)}

    @app.get("/seats")
    def read() -> dict[str, Any]:
        return {"seats": list(seats.values())}

    @app.put("/seats/{seat}")
    def book(request: Request, seat: str, guest: Guest) -> dict[str, str]:
        booked = {"seat": seat, "guest": guest, "by": request.state.identity.username}
        seats.setdefault(seat, booked)["guest"] = guest
        return booked

    @app.delete("/seats/{seat}", status_code=204)
    def free(seat: str) -> None:
        if seats.pop(seat, None) is None:
            raise HTTPException(404, "nobody has this seat")

    return app
