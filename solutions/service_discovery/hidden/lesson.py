"""The sentences of the lesson that several tests rest on, or that are too long to stand above one."""

FAILURES = (
    "when a request to it ends in an `httpx.TransportError` (no connection, a broken one, no HTTP, no "
    "answer within the 2 seconds of `REGISTRY_TIMEOUT`), and when the answer's **status is 400 or "
    "higher**"
)
IN_TIME = "no answer within the 2 seconds of `REGISTRY_TIMEOUT`"
THIS_REGISTRY = "`registry` is the base URL of the registry to talk to, everywhere where it is a parameter"
APART = "Objects share nothing: each has its own service."
PORT = "each `http://<Address>:<Port>`, **always with the port**"
TURN = (
    "each call begins with the next instance. As long as all of three instances are well, any three "
    "calls in a row go to three different ones."
)
NEXT_ONE = "**The next instance** gets the request when an attempt fails"
BROKE_OFF = (
    "sent, but the connection broke or no answer came in time (any other `httpx.TransportError`) | "
    "only for an idempotent method"
)
GATEWAY = "an answer with status 502, 503 or 504 | only for an idempotent method"
NOT_SENT = "(`httpx.ConnectError`, `httpx.ConnectTimeout`): the request never arrived | always"
NOBODY = "When there is no instance, or each has failed, be it with a 503: `NoInstanceError`."
TWICE = "in one call **no instance is tried twice**"
ALL_METHODS = "with any of GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS, is passed on to an instance"
WAY_BACK = "On the way back, **status, header fields and body** do."
HOP_BY_HOP = (
    "**Hop-by-hop fields are not passed on**, in either direction (RFC 9110, section 7.6.1): "
    "`Connection` and **every field that its value names**, `Keep-Alive`, `Proxy-Connection`, `TE`, "
    "`Transfer-Encoding`, `Upgrade`."
)
AS_ABOVE = "`max_age` and `timeout` mean what they mean above"
TURNS = "and so do round robin and going on to the next instance"
IS_503 = "no healthy instance, every instance failed, or no list because the registry fails | 503"
IS_504 = "the request may not be repeated and no answer came in time | 504"
NO_WAIT = "As long as the registry has never answered, a poll does not wait."
CHANGES = "`poll()` makes **one** request and returns what is new compared to what was known before"
QUIET = "after `wait` seconds without one nothing is new"
AT_ONCE = "A change that has already happened is told at once"
KEEPS = (
    "When the registry fails, `poll()` keeps the list and the index, **pauses for a second** "
    "(`RETRY_PAUSE`), and returns that nothing is new."
)
AS_THEY_WERE = "path and query as they were sent (`%2F` is not `/`, `+` is not `%20`)"
FIELDS = (
    "On the way in, **method, path, query, header fields and body** stay as they were (a "
    "`Content-Encoding` of the caller's too)"
)
LENGTH = "`Content-Length` is about the body that you send"
COOKIES = "A field that comes more than once, as `Set-Cookie` may, comes back as often."
STRANGERS = "a cookie that was set for one caller must not go out with the request of another"
READABLE = "If the instance compressed its answer, with gzip or deflate, the caller must be able to read it."
UNPACKED = "then `Content-Encoding` and the old `Content-Length` are no longer true"
GOES_ON = "While the registry fails, the load balancer goes on with the instances that it knows."
IS_502 = "the request may not be repeated and the connection broke, or what came is no HTTP | 502"
RETURNED = "an answer with status 502, 503 or 504 | only for an idempotent method; otherwise the answer is returned"
TOGETHER = "Requests at the same time wait for their instances at the same time; the tests have up to ten."
ENTERS = "`register()` enters the instance with its service, id, address, port and TTL."
RENEWS = "a **heartbeat**: the instance is passing, and its TTL begins anew"
FORGOTTEN = (
    "the registry has forgotten the instance (it was restarted, say): then it **registers again**, as "
    "at first, instead of raising"
)
RAISES = "It raises `RegistryError` for every other failure, and if registering again fails."
THIRDS = "`keep_alive(seconds)` sends a heartbeat about **every third of the TTL**"
ACCEPTED = "at most half a TTL without a heartbeat, at most twice as many as there are thirds"
SECONDS = "returns after `seconds`, which may be less than a third; then no more come"
ONE_LOST = "So a single lost heartbeat costs nothing."
NO_END = "One that fails does not end it: the next is sent at its time, however long the registry is away."
RUN = "`run(work)` registers, calls `work()` once and without arguments, and deregisters"
WHATEVER = "deregisters **whatever happens**, `asyncio.CancelledError` and the like included"
RESULT = "It returns what `work` returned, or lets its exception out as it is"
FAREWELL = "a registry that fails at the end changes nothing about that"
NO_WORK = "If registering fails, `RegistryError` goes out and `work` is **not called**"
HTTPX_S_OWN = (
    "sent, but the connection broke or no answer came in time (any other `httpx.TransportError`) | "
    "only for an idempotent method; otherwise **httpx's exception goes out** as it is"
)
HOWEVER_MANY = (
    "**The next instance** gets the request when an attempt fails; how many attempts failed before does not matter"
)
IDEMPOTENT = "Idempotent are GET, HEAD, OPTIONS, TRACE, PUT and DELETE (RFC 9110, section 9.2.2), in small letters too."
ATTEMPT = "Each attempt may take `timeout` seconds, as httpx counts them (to connect, and to wait for the answer)"
CLIENT = "`ServiceClient(directory, timeout=2.0)` calls a service"
PATH = "`path` begins with a slash, is percent-encoded already, and may bring a query."
