"""The same, asynchronous: functions over a small client, a Starlette application, hexadecimal ids."""

import base64
import hashlib
import json
import secrets
import time
from contextlib import asynccontextmanager
from http.cookies import SimpleCookie

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

STORE = "https://store.test"
STORE_TIMEOUT = 2.0
COOKIE = "__Host-session"
IDLE = 1800
ABSOLUTE = 43200


class SessionError(Exception):
    pass


class StoreUnavailable(SessionError):
    pass


def new_id():
    return secrets.token_hex(16)


def hashed(session_id):
    digest = hashlib.sha256((session_id or "").encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Sessions:
    def __init__(self, *, store=STORE, idle=IDLE, absolute=ABSOLUTE):
        self.store, self.idle, self.absolute = store, idle, absolute

    @asynccontextmanager
    async def redis(self):
        async with httpx.AsyncClient(timeout=httpx.Timeout(STORE_TIMEOUT)) as client:

            async def run(*commands):
                try:
                    response = await client.post(f"{self.store}/pipeline", json=[list(map(str, c)) for c in commands])
                except httpx.TransportError as problem:
                    raise StoreUnavailable(repr(problem)) from problem
                if response.status_code >= 400:
                    raise StoreUnavailable(response.text)
                return [entry["result"] for entry in response.json()]

            yield run

    async def create(self, user=None, data=None):
        session_id = new_id()
        async with self.redis() as run:
            await self._begin(run, session_id, user, data or {})
        return session_id

    async def _begin(self, run, session_id, user, data):
        h, now = hashed(session_id), time.time()
        listed = [("SADD", f"of:{user}", h), ("EXPIRE", f"of:{user}", self.absolute)] if user is not None else []
        value = json.dumps([user, data, now + self.absolute])
        await run(*listed, ("SET", f"s:{h}", value, "EX", min(self.idle, self.absolute)))

    async def _read(self, run, session_id):
        """User, data, end; Nones if there is no such session."""
        (text,) = await run(("GET", f"s:{hashed(session_id)}"))
        user, data, ends = json.loads(text) if text else (None, None, 0)
        return (user, data, ends) if ends > time.time() else (None, None, 0)

    def _left(self, ends):
        return max(min(self.idle, int(ends - time.time() + 0.999)), 1)

    async def load(self, session_id):
        if not session_id:
            return None
        async with self.redis() as run:
            user, data, ends = await self._read(run, session_id)
            if data is None:
                return None
            (still,) = await run(("EXPIRE", f"s:{hashed(session_id)}", self._left(ends)))
        return {"user": user, "data": data} if still else None

    async def save(self, session_id, data):
        if not session_id:
            return False
        async with self.redis() as run:
            user, old, ends = await self._read(run, session_id)
            if old is None:
                return False
            value = json.dumps([user, data, ends])
            (said,) = await run(("SET", f"s:{hashed(session_id)}", value, "EX", self._left(ends), "XX"))
        return said == "OK"

    async def login(self, session_id, user):
        fresh = new_id()
        async with self.redis() as run:
            owner, data, _ = await self._read(run, session_id)
            await self._begin(run, fresh, user, data if data and owner in (None, user) else {})
            if data is not None:
                await self._remove(run, hashed(session_id), owner)
        return fresh

    async def _remove(self, run, h, owner):
        await run(("DEL", f"s:{h}"), *([("SREM", f"of:{owner}", h)] if owner is not None else []))

    async def logout(self, session_id):
        if not session_id:
            return
        async with self.redis() as run:
            owner, data, _ = await self._read(run, session_id)
            if data is not None:
                await self._remove(run, hashed(session_id), owner)

    async def logout_everywhere(self, user):
        async with self.redis() as run:
            (hashes,) = await run(("SMEMBERS", f"of:{user}"))
            for h in hashes:
                await self._remove(run, h, user)


def session_cookie(session_id):
    jar = SimpleCookie({COOKIE: session_id})
    jar[COOKIE].update({"path": "/", "secure": True, "httponly": True, "samesite": "lax"})
    return jar[COOKIE].OutputString()


def expired_cookie():
    return f"{COOKIE}=; max-age=0; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; secure; httponly; samesite=lax"


def read_cookie(header):
    values = []
    for part in (header or "").split(";"):
        name, equals, value = part.strip().partition("=")
        if name == COOKIE and equals:
            values.append(value)
    match values:
        case [value] if value:
            return value
    return None


class Uncached:
    """Marks every answer as not to be stored, and tells of a store that is away."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def mark(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"cache-control", b"no-store, private")]
            await send(message)

        try:
            await self.app(scope, receive, mark)
        except StoreUnavailable:
            answer = PlainTextResponse("try again later", 503, {"Retry-After": "30"})
            await answer(scope, receive, mark)


def create_app(*, check_password, store=STORE, idle=IDLE, absolute=ABSOLUTE):
    sessions = Sessions(store=store, idle=idle, absolute=absolute)

    def sent(request):
        return read_cookie(request.headers.get("cookie"))

    async def login(request):
        body = await request.json()
        user = check_password(body["username"], body["password"])
        if user is None:
            return PlainTextResponse("no", 401)
        fresh = await sessions.login(sent(request), user)
        return JSONResponse({"user": user}, headers={"set-cookie": session_cookie(fresh)})

    async def me(request):
        session = await sessions.load(sent(request)) or {"user": None}
        return PlainTextResponse("no", 401) if session["user"] is None else JSONResponse({"user": session["user"]})

    async def basket(request):
        session = await sessions.load(sent(request))
        items = session["data"].get("items", []) if session else []
        if request.method == "GET":
            return JSONResponse({"items": items})
        items.append((await request.json())["item"])
        headers = {}
        if session:
            await sessions.save(sent(request), session["data"] | {"items": items})
        else:
            headers["set-cookie"] = session_cookie(await sessions.create(data={"items": items}))
        return JSONResponse({"items": items}, headers=headers)

    async def logout(request):
        await sessions.logout(sent(request))
        return PlainTextResponse(status_code=204, headers={"set-cookie": expired_cookie()})

    async def everywhere(request):
        session = await sessions.load(sent(request))
        if not session or session["user"] is None:
            return PlainTextResponse("no", 401)
        await sessions.logout_everywhere(session["user"])
        return PlainTextResponse(status_code=204, headers={"set-cookie": expired_cookie()})

    routes = [
        Route("/login", login, methods=["POST"]),
        Route("/me", me),
        Route("/basket", basket, methods=["GET", "POST"]),
        Route("/logout", logout, methods=["POST"]),
        Route("/logout-everywhere", everywhere, methods=["POST"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Uncached)])
