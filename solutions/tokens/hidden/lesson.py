"""The sentences of the lesson that several tests rest on, or that are too long to stand above one."""

WRONG_FORM = "A token with a good signature is `TokenInvalid` too, if something in it has the wrong form"
LIFE = "`iat` plus `lifetime` (seconds; 900 unless told otherwise)"
NBF = "now is not before `nbf` − `leeway`, if there is an `nbf`. At that second it begins"
EXP = "now is before `exp` + `leeway`. **At** that second it is over"
AUD = "`aud` is `audience`, to the letter, or a list in which it is"
ISS = "`iss` is `issuer`, to the letter"
OTHER_KEYS = (
    'Pass over every other key in the set: one without a name, of another kind (a shared key, `"kty": '
    '"oct"`, too), or for another algorithm.'
)
SIGNED = "a signature that is not of these claims, or that a stranger made"
SPELLING = (
    "A part is not base64url if it has any other sign in it, a line break, a `!` or a `+` say, and be "
    "it in the signature."
)
KID = "a `kid` that is not in the set, to the letter, or none at all"
STALE = "or the set is **stale**: it arrived `max_age` seconds ago. Until then it is used without asking."
UNKNOWN = "A name that is not among the known keys is `TokenInvalid`"
COOLDOWN = "for `cooldown` seconds after a request that an unknown name caused no other unknown name causes one"
WHATEVER = (
    "whatever came of that request: the name was found, or not, or the request failed, or the set was "
    "renewed in between"
)
FAILURES = (
    "**A request fails** if there is no connection, or it breaks or is closed without an answer; if "
    "there is no answer within 2 seconds"
)
BAD_ANSWERS = 'or if the answer is 4xx or 5xx or its body is not `{"keys": [ … ]}`'
LAST_KNOWN = "The last known keys go on being used, however old they are"
AFTER_FAILURE = "**After a request that failed** no request at all is sent for `cooldown` seconds."
NEXT_GET = "Then the next `get()` for which one is due tries again."
ISSUED = (
    "The token comes from `issue_token` with the given `key`, `kid`, `issuer` and `audience`, and "
    "lives for 900 seconds."
)
ANSWER = '200, `{"sub": …, "roles": […]}` from its claims and nothing else'
NO_TOKEN = "no Authorization field, or another scheme (`Basic …`) | 401, `WWW-Authenticate: Bearer`; no `error` in it"
BAD_TOKEN = (
    "a bearer token that `verify_token` refuses, or whose key is not known | 401, `WWW-Authenticate: "
    'Bearer error="invalid_token"`'
)
ONE_CACHE = "through one `KeyCache` with its default settings for all requests"
SUBJECT = 'the user\'s `id`, as text: `7` becomes `"7"`'
NO_ROLES = "`[]` if there are none in `user`"
LOGGED_IN = '`{"access_token": …, "token_type": "Bearer", "expires_in": 900}` and no other field'
AS_SENT = "It gets both texts as they were sent, sign for sign; an empty text is a text."
SAME_BODY = "The same body for an unknown user as for a wrong password"
NO_TEXTS = "the body is not an object with these two texts | 400 or 422, and `check_password` is not asked"
BOTH_KEYS = "The set at `jwks_url` has your own key as well as the auth server's."
NO_LEEWAY = "the token is good (for `issuer` and `audience`, no leeway)"
BROKEN = (
    "a field that is broken (`Bearer` alone, three words, no scheme, strange characters; two spaces "
    "may pass) | 401, `WWW-Authenticate: Bearer`"
)
ELSEWHERE = "A token anywhere else, in the URL, in a cookie, in a body or in another field, is not read."
STARTS = "`create_app` asks nobody: the application starts while the auth server is away."
SHARED = "through one `KeyCache` with its default settings for all requests: ten requests cost one look-up"
BRAND_NEW = "a token that is signed with a brand new key is accepted at once"
APART = "Two applications in one process have nothing in common, not even if their `jwks_url` is the same."
PUBLISHED = "a dictionary with every member that was published, and no other"
FIRST = "`get()` sends one if no set has arrived yet"
DEFAULTS = "`KeyCache(url, max_age=300, cooldown=30)`, and `get(kid)`"
AT_ONCE = "may be a brand new key: the set is fetched anew at once, even if it is fresh"
FRESH = "whatever it was fetched for, and is fresh for `max_age` seconds"
REPLACES = "A set that arrives **replaces** the old one, whatever it was fetched for"
GONE = "what is no longer in it is no longer known"
EMPTY = "what is no longer in it is no longer known. It may be empty."
PASSED_OVER = "Pass over every other key in the set: one without a name, of another kind"
ONE_REQUEST = "**One `get()` sends one request at most.** A set that has arrived in this very call is not fetched again"
NOT_FOUND = "A name that is not among the known keys is `TokenInvalid`, also when the request for it failed"
TIMEOUT = "if there is no answer within 2 seconds (`KEYS_TIMEOUT` in the skeleton; up to 3 will do)"
UNTIL = "Until the first one arrives you may ask at each call, or wait for the `cooldown`"
