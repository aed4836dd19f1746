"""Without a framework: ASGI by hand, blocking calls, commands as the path, times kept in milliseconds."""

import json
import re
import secrets
import string
import time
from dataclasses import asdict, dataclass
from hashlib import sha256
from urllib.parse import quote

import httpx

STORE = "https://store.test"
STORE_TIMEOUT = 2.0
COOKIE = "__Host-session"
IDLE = 1800
ABSOLUTE = 43200
ATTRIBUTES = ("Path=/", "HttpOnly", "SameSite=Lax", "Secure")
ALPHABET = string.ascii_letters + string.digits
NO_STORE = ("Cache-Control", "no-store")


class SessionError(Exception):
    pass


class StoreUnavailable(SessionError):
    pass


class Unknown(SessionError):
    """There is no such session."""


@dataclass
class Record:
    user: str | None
    data: dict
    born: float


def new_id():
    return "".join(secrets.choice(ALPHABET) for _ in range(40))


class Sessions:
    def __init__(self, *, store=STORE, idle=IDLE, absolute=ABSOLUTE):
        self._base = store
        self._idle = idle
        self._absolute = absolute

    def _redis(self, *words, body=None, **options):
        path = "/".join(quote(str(word), safe="") for word in words)
        return self._post(path, content=body, params=options)["result"]

    def _post(self, path, **sent):
        try:
            answer = httpx.post(f"{self._base}/{path}", timeout=STORE_TIMEOUT, **sent)
        except httpx.TransportError as error:
            raise StoreUnavailable(str(error)) from None
        if answer.is_error:
            raise StoreUnavailable(f"status {answer.status_code}")
        return answer.json()

    @staticmethod
    def _place(session_id):
        return "sess-" + sha256(str(session_id).encode("utf-16", "surrogatepass")).hexdigest()

    @staticmethod
    def _list(user):
        return "list-" + sha256(user.encode()).hexdigest()

    def _milliseconds(self, record):
        return max(1, int(1000 * min(self._idle, record.born + self._absolute - time.time())))

    def _open(self, session_id):
        raw = self._redis("get", self._place(session_id)) if session_id else None
        record = Record(**json.loads(raw)) if raw else None
        if record is None or time.time() - record.born >= self._absolute:
            raise Unknown
        return record

    def create(self, user=None, data=None):
        session_id, record = new_id(), Record(user, data or {}, time.time())
        place = self._place(session_id)
        if user is not None:
            name = self._list(user)
            self._post("multi-exec", json=[["SADD", name, place], ["EXPIRE", name, str(self._absolute)]])
        self._redis("set", place, body=json.dumps(asdict(record)), PX=self._milliseconds(record))
        return session_id

    def load(self, session_id):
        try:
            record = self._open(session_id)
        except Unknown:
            return None
        if self._redis("pexpire", self._place(session_id), self._milliseconds(record)) == 0:
            return None
        return {"user": record.user, "data": record.data}

    def save(self, session_id, data):
        try:
            record = self._open(session_id)
        except Unknown:
            return False
        record.data = data
        body = json.dumps(asdict(record))
        said = self._redis("set", self._place(session_id), body=body, PX=self._milliseconds(record), XX="")
        return bool(said)

    def login(self, session_id, user):
        try:
            old = self._open(session_id)
        except Unknown:
            return self.create(user)
        new = self.create(user, old.data if old.user in (None, user) else {})
        self._close(session_id, old)
        return new

    def _close(self, session_id, record):
        place = self._place(session_id)
        listed = [] if record.user is None else [["SREM", self._list(record.user), place]]
        self._post("multi-exec", json=[["DEL", place], *listed])

    def logout(self, session_id):
        try:
            self._close(session_id, self._open(session_id))
        except Unknown:
            return

    def logout_everywhere(self, user):
        for place in self._redis("smembers", self._list(user)):
            self._redis("del", place)
            self._redis("srem", self._list(user), place)


def session_cookie(session_id):
    return "; ".join([f"{COOKIE}={session_id}", *ATTRIBUTES])


def expired_cookie():
    return session_cookie("") + "; Max-Age=0"


def read_cookie(header):
    found = re.findall(r"(?:^|;)[ \t]*__Host-session[ \t]*=([^;]*)", header or "")
    return found[0].strip() or None if len(found) == 1 else None


class Shop:
    def __init__(self, check_password, sessions):
        self.check_password = check_password
        self.sessions = sessions

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        cookie = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
        act = getattr(self, f"{scope['method']}_{scope['path'][1:].replace('-', '_')}".lower(), None)
        try:
            status, content, *headers = act(read_cookie(cookie), body) if act else (404, None)
        except StoreUnavailable:
            status, content, *headers = 503, {"error": "later, please"}, ("Retry-After", "1")
        fields = [(name.lower().encode(), value.encode()) for name, value in headers]
        await send({"type": "http.response.start", "status": status, "headers": fields})
        sent = b"" if content is None else json.dumps(content).encode()
        await send({"type": "http.response.body", "body": sent})

    def post_login(self, session_id, body):
        form = json.loads(body)
        user = self.check_password(form["username"], form["password"])
        if user is None:
            return 401, {}
        new = self.sessions.login(session_id, user)
        return 200, {"user": user}, ("Set-Cookie", session_cookie(new)), NO_STORE

    def get_me(self, session_id, body):
        session = self.sessions.load(session_id)
        if session is None or session["user"] is None:
            return 401, {}
        return 200, {"user": session["user"]}

    def get_basket(self, session_id, body):
        session = self.sessions.load(session_id)
        return 200, {"items": session["data"].get("items", []) if session else []}

    def post_basket(self, session_id, body):
        item = json.loads(body)["item"]
        session = self.sessions.load(session_id)
        if session is None:
            new = self.sessions.create(data={"items": [item]})
            return 200, {"items": [item]}, ("Set-Cookie", session_cookie(new)), NO_STORE
        items = [*session["data"].get("items", ()), item]
        self.sessions.save(session_id, {"items": items})
        return 200, {"items": items}

    def post_logout(self, session_id, body):
        self.sessions.logout(session_id)
        return 204, None, ("Set-Cookie", expired_cookie()), NO_STORE

    def post_logout_everywhere(self, session_id, body):
        session = self.sessions.load(session_id)
        if session is None or session["user"] is None:
            return 401, {}
        self.sessions.logout_everywhere(session["user"])
        return 204, None, ("Set-Cookie", expired_cookie()), NO_STORE


def create_app(*, check_password, store=STORE, idle=IDLE, absolute=ABSOLUTE):
    return Shop(check_password, Sessions(store=store, idle=idle, absolute=absolute))
