"""The sentences of the lesson that the tests rest on, in its order."""

SCRYPT = "takes bytes and returns the 32 bytes that scrypt (RFC 7914) derives from them with just these parameters"
MEMORY = "It works wherever `128 * n * r` is at most 64 MiB"
DERIVE = "It derives every key with `derive`, called as `derive(password_bytes, salt=…, n=…, r=…, p=…)`"
DEFAULTS = "Names and signatures are those of the skeleton, the defaults included."
RECORD = "**A record** is a text in the PHC string format: `$scrypt$ln=14,r=8,p=5$<salt>$<key>`."
OWN_COST = "`hash(password)` returns a new record, with the hasher's cost"
SALT = "a **new random salt of 16 bytes** each time, which nobody can predict"
RECORDS_COST = "The cost is the **record's**, whatever the hasher's own is; the salt is as long as it is."
COMPARE = "it compares a derived key with that of a record with one call of `compare(a, b)` and in no other way"
ARRIVE = "sees that the 32 bytes of both keys arrive there, whole, in either order, and that its answer counts"
NFC = (
    "What is hashed is the UTF-8 of its normalization form **NFC** (RFC 8265, section 4.2), so that `é` is the "
    "same from every keyboard"
)
NOTHING_ELSE = "nothing else is done to it: no other normalization, no cutting, no stripping, no change of case"
ANY_TEXT = "A password is any text, an empty one too, of any length."
UNREADABLE = "**What can't be read** is the record of no password"
IS_FALSE = "Then `verify` returns `False` and raises nothing"
LIMITS = "A record has 32 bytes of key, `ln` from 1 to 20, `r` and `p` from 1 to 32, each limit included."
ONE_KEY = "`verify` **derives exactly one key, whatever the record**."
THROWN_AWAY = (
    "If it can't be read, that key is derived with the hasher's own cost and any salt of 16 bytes, and thrown away."
)
REHASH = (
    "`needs_rehash(record)` is `True` if `n`, `r` or `p` of the record is another one than the hasher's, higher "
    "or lower, or if it can't be read, and else `False`. It derives nothing."
)
OF_BASIC = (
    "`Basic` is followed by base64 in the standard alphabet, **with its padding** (RFC 4648, section 4), of "
    "UTF-8, of `username:password`."
)
COLON = "The **first** colon is the separator; the password may have more. Both may be empty."
STRIPPED = "Nothing is stripped, and the case stays."
ANY_CASE = "The scheme's name is read in any case: `basic`, `BASIC`. Between it and the rest stand one or more spaces."
OF_BEARER = "`Bearer` is followed by one or more of `A–Z a–z 0–9 - . _ ~ + /`, then any number of `=`."
AS_IT_IS = "It is no base64 to be decoded: it stays as it is."
OTHER_SCHEME = "`None` without a field, and for every other scheme"
MALFORMED = (
    "Everything else behind these two schemes is **malformed**, and raises `NotAuthenticated` with `scheme` "
    '`"basic"` or `"bearer"`, never another exception'
)
NO_PAIR = "bytes that are not UTF-8; no colon; control characters, in the name as well as in the password"
SIGNS = (
    "signs out of the alphabet (non-ASCII ones, `-`, `_`, `!`, a `=` in the middle); padding that is missing, or "
    "base64 of an impossible length"
)
NO_CONTROL = "Neither has a control character in it (U+0000 to U+001F, U+007F)."
IDENTITY = "`authenticate(credentials)` returns `Identity(username, permissions, scheme)`."
SPELLING = (
    "The identity has the **directory's spelling** of the name (it finds `JANE` under `jane`), and a frozen set "
    "of permissions."
)
SCOPE = "The permissions are the words of `scope`, separated by spaces"
NO_SCOPE = "without `scope` there are none"
STRANGERS = (
    '`NotAuthenticated("basic")` for an unknown user, a wrong password, a user without a readable record, an '
    "account that is not active."
)
ALIKE = "The **same exception with the same text** for all of them, which repeats nothing that was sent"
DERIVED_ONCE = "in each case `derive` is called **once**, neither more nor less"
NOT_ACTIVE = '`NotAuthenticated("bearer")` for a token that is not active.'
OUR_KEY = "Each request carries `Authorization: Bearer <key>` with *our* key, never what the user sent."
SEGMENT = "**The name is one segment of the path**, percent-encoded wherever it needs to be"
REMEMBERED = "Nothing is remembered: each call asks once, so what was changed, closed or revoked a moment ago counts."
STORED = "a new record of the same password is stored by one `PUT`; `replaces` has the record that was verified"
SUCCEEDED = "Whatever comes of the PUT (an outage, 409, 503), the login has succeeded."
NOT_STORED = "Otherwise nothing is stored: not for a wrong password, a closed account, a record of the right cost."
UNAVAILABLE = "**`DirectoryUnavailable`** if the look-up or the introspection can't be had: no connection, a broken one"
ASKED_AGAIN = "At the next call the directory is asked again."
IN_TIME = "no answer within `timeout` seconds"
OTHER_STATUS = "any other status than those in the table (a 401 to *our* key, 403, 404 of `/introspect`, 429, 3xx, 5xx)"
TYPES = "a body that is not a JSON object with these fields of these types"
NO_IDENTITY = "Never an identity, never `NotAuthenticated`, never another exception."
ALL_OF_THEM = "a set, list or tuple of permissions | who has **all** of them; compared whole and to the letter."
EVERY_IDENTITY = "An empty one: every identity"
PUBLIC = "| `PUBLIC` | everybody, also nobody we know |"
NO_RULE = "nobody, however many permissions they have: **deny by default**"
EXACTLY = "Method and path are compared exactly: `GET` does not cover `POST`, `/seats` does not cover `/seats/{seat}`."
NOBODY = (
    'For `identity` `None` it raises `NotAuthenticated("")`, unless the rule is `PUBLIC`, and also where there is'
    " no rule: a stranger does not learn which routes there are."
)
ROUTES = "returns a FastAPI application with five routes. What a route needs is said by `policy` alone."
BOOKED = "a guest who was there is replaced"
FREED = "| `DELETE /seats/{seat}` | 204; 404 if nobody has the seat |"
IN_ORDER = (
    "Each request goes through these steps, in this order; the first that refuses answers, and nothing of those "
    "behind it happens"
)
KNOWN = "**403** is for the known: whoever logs in again gets the same."
CHALLENGES = (
    "**401** has `WWW-Authenticate` with two challenges, in two fields or in one, separated by commas: `Basic "
    'realm="venue", charset="UTF-8"` and `Bearer realm="venue"`, with the realm that was given.'
)
NO_ERROR = "otherwise there is no `error`: nothing is wrong with a token that was not sent"
INVALID = 'If bearer credentials were refused or malformed, the Bearer challenge has `error="invalid_token"`'
REPEATS = "No answer repeats a password or a token."
TOO_NARROW = (
    "If the identity came by `Bearer` and the route has a rule, `WWW-Authenticate` has `Bearer` with the realm "
    'and `error="insufficient_scope"`.'
)
NOT_ASKED = "`parse_authorization`: nothing, or malformed: **401**. The directory is not asked."
EVERY_BYTE = "Unknown user, wrong password, closed account: status, headers and body are **the same** in every byte."
FORBIDDEN = "`policy.check`: `PermissionDenied`: **403**, also for a route without a rule."
OWN_PAGES = (
    "**Deny by default** holds for pages that FastAPI adds on its own too: `/docs`, `/redoc` and `/openapi.json` "
    "are never 2xx"
)
OTHER_PATHS = "The same for a path that no route has; for another method on one of the paths also 405."
SERVED = (
    "A `PUBLIC` route is served. Its Authorization field is not looked at, however broken, and the directory is "
    "not asked."
)
BODY_LAST = (
    "**Only now** the body is parsed and validated: whoever is refused above gets 401, 403 or 503 for *any* body,"
    " one that is not JSON included."
)
GUEST = '`PUT /seats/{seat}` with JSON `{"guest": <1 to 40 characters>}`'
ANY_BODY = "Any other body, whatever is in it: 422 (or 400)"
NEVER_500 = "No request here ends in 500, not even one with `NaN` in its body."
AWAY = (
    "**503** lets nobody in, not even who was in a second ago. When the directory is back, so is the application."
    " `create_app` and the constructors ask nobody."
)
APART = "Requests that run at the same time have an identity each."
SHARE = "Two objects of a class share nothing but what they were given."
