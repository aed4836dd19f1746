"""The sentences of the lesson that several tests rest on, or that are too long to stand above one."""

from __future__ import annotations

DEFAULTS = "Names and signatures are those of the skeleton, the defaults included."
NO_DIFFERENCE = (
    "everything else in a URL (path, query, user and password, capital letters in the host) and the method make no "
    "difference"
)
OUTAGE = (
    "the payment service **can't be had** when the circuit is open, *or* the request fails on the way (any "
    "`httpx.TransportError`: timeouts, broken connections), *or* the answer is 5xx"
)
AT_ONCE = "it neither waits nor sends the request again"
REFUSED = (
    "An answer of 4xx, 409 and 429 among them, is an answer: then the method raises `PaymentRefusedError`, no "
    "fallback is used"
)
ITS_CLIENT = "All requests go through the client that `Checkout` was given, to `base_url`"
FOR_A_CUSTOMER = "it is not empty, and names no host, no address and no exception class"
CACHED = 'the same charge as `receipt` last got it (whatever was paid or refunded since), with `"stale": True`'
NEVER_GOT = "if it never did, `ServiceUnavailableError`"
DEFAULT = '`["invoice"]`, which is `DEFAULT_METHODS`, whatever the service answered before'
PAY = "sends `POST /charges` with the JSON fields `reference` (the order's id), `amount` and `source`"
QUEUED = '`{"status": "queued"}`, and the order waits.'
OLDEST_FIRST = "`queued` lists the ids of the waiting orders, oldest first."
ONE_KEY = (
    "each request carries an `Idempotency-Key` header, the same one in every attempt for one order and a different "
    "one for each order"
)
