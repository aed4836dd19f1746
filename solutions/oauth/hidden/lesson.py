"""The sentences of the lesson that the tests rest on."""

QUERY = "with these query parameters, each once, and no others"
AS_GIVEN = "| `client_id`, `redirect_uri`, `scope` | as given to the constructor, to the letter |"
RANDOM = "two different random texts of at least 22 characters, new at each call"
UNGUESSABLE = "All three come from a source that nobody can guess: `secrets`, not `random`."
CHALLENGE = "the SHA-256 of the code verifier in base64url without `=`"
VERIFIER = (
    "has 43 to 128 characters out of letters, digits and `-._~`, is new at each call, and does not stand in the URL"
)
ENDPOINT = "its parameters stay (RFC 6749, 3.1), each of them, also one that is there twice or has an empty value."
TABS = "a second call for the same session leaves the first login valid. Each can be finished, in any order."
BASKET = "Other entries (a basket) stay as they are."
ELSEWHERE = "another process, with a `LoginClient` of the same settings, can finish the login."

RESULT = (
    "It returns a dictionary with `code`, and the `code_verifier` and `nonce` of the login with this `state`, "
    "and nothing else. No request is sent."
)
ADDRESS = "`url` without query and fragment is `redirect_uri`, to the letter; not only its beginning"
UNTOUCHED = "What is turned away by the first two uses nothing up: the logins of the session that wait go on waiting."
STATE = "`state` is that of a login that began in **this** session, is not used up"
TWICE = "A state that is there twice has not been found."
ONCE = "A `state` **works once**."
USED_UP = "As soon as the second check has found it, it is used up, whatever the later checks say."
LOGIN_LIFETIME = "began less than 600 seconds (`LOGIN_LIFETIME`) ago"
ISSUER = "`iss` is there and is `issuer`, to the letter (RFC 9207)"
IMPLICIT = "there is no `access_token` and no `id_token`, not even an empty one, or one beside a code"
FRAGMENT = "Only the **query** counts. What stands in the fragment, behind `#`, is not read"
REFUSED = "there is no `error` | `AuthorizationRefused`, whose `error` is its value |"
AT_MOST_ONCE = "Each of `state`, `iss`, `error` and `code` is there at most once, and not empty"
A_CODE = "| `code` is there | `CallbackError` |"

THE_WAY = "takes users through the code flow."
BASIC = "id and secret are *each form-encoded* (UTF-8), then joined by `:`, then Base64."
SECRET = "The secret is in the `Authorization` field and nowhere else: not in a URL, not in the form."
TOKENS = "From the answer it returns a dictionary, one that JSON knows:"
END = "seconds since 1970: now plus `expires_in`"
SUBJECT = "who has logged in: `sub` of the ID token"
EXCHANGE = (
    "sends a token request with `grant_type` (`authorization_code`), `code`, `redirect_uri` (exactly that of "
    "the authorization request) and `code_verifier`."
)
NO_REFRESH_TOKEN = "as in the answer; `None` if there is none"
NO_SCOPE = "as in the answer; if it is not there, the scope that was asked for"
NO_LIFETIME = "If it is not, the token lives for 300 seconds (`DEFAULT_LIFETIME`)."
SENT_ONCE = "It is sent **once**, whatever comes of it, and a redirect is not followed."
AWAY = (
    "no connection, a connection that breaks or closes, no answer within 5 seconds (`TIMEOUT`); an answer of 5xx "
    "| `AuthServerUnavailable` |"
)
SAYS_NO = 'its `error` is the text under `error` in the JSON body, or `""` if the body is no such JSON'
NOT_200 = "any other answer but 200, or a body that is no JSON object | `BadTokenResponse` |"
NO_BEARER = (
    "no `access_token`, or one that is no text or empty; a `token_type` that is missing or not `Bearer` "
    "(in any case: `bearer` is fine)"
)
CLAIMS = "`iss` is `issuer`; `aud` is `client_id`, or a list in which it is; now is before `exp`"
NONCE = '`nonce` is `answer["nonce"]`; `sub` is there.'
UNREADABLE = "So it does for a missing ID token and for one that can't be read."

REFRESH = "sends a token request with `grant_type` (`refresh_token`) and `refresh_token`, and no others but `scope`"
SAME_FORM = "It returns new tokens in the same form; `tokens` itself stays as it was."
ROTATION = "a new `refresh_token` in the answer replaces the old one."
STAYS = "If there is none, the old one stays. So does the `scope`; `sub` always stays."
SAME_WAY = "Tasks `exchange`, `refresh` and `service` send a **token request**, each the same way"
VOID = (
    "`LoginRequired`, if the answer is 4xx with `invalid_grant`, or if `refresh_token` is `None`: then no "
    "request is sent. Other refusals are `TokenRequestRefused`, as above."
)
EARLY = "`get()` returns the access token as long as it has 30 seconds (`EARLY`) or more left."
STOLEN = "A refresh token that is sent twice means that somebody has stolen it"
SAVE_FAILS = "If `save` raises an exception, so does `get()`; the new tokens are those that count all the same."
SAVED = (
    "After each refresh, and before `get()` returns, `save(tokens)` is called once with the new tokens, in the "
    "form of `exchange`. Whoever makes a `UserTokens` of what was saved last goes on from there."
)
REFRESHED_ONCE = "**once**, however many calls come at the same time: the others wait for the new token."
NOTHING_SHARED = "Two objects of a class share nothing."
INVALIDATED = (
    "If it is the current access token, the next `get()` refreshes. If it has been replaced already, nothing "
    "happens. It sends nothing."
)
AS_BEFORE = "the tokens are as before (one that was invalidated stays so)"
ENDED = (
    "every later `get()` that would need a refresh raises `LoginRequired` **without a request**. `save` is not called."
)
AGAIN = "`save` is not called, and the next `get()` tries again, with the same refresh token."

SERVICE = (
    "`ServiceTokens` sends token requests with `grant_type` (`client_credentials`) and `scope`; without the latter "
    'if it is `""`'
)
CACHED = (
    "`get()` returns the cached access token as long as it has 30 seconds (`EARLY`) or more left, without a request."
)
CONSTRUCTOR = "A constructor sends no request."
FETCHED_ONCE = "however many calls come at the same time, **one** request is sent, and all get its token."
DROPPED = (
    "`invalidate(token)` as for `UserTokens`: only the current token is dropped, and is not given out again even if "
    "the next `get()` fails to fetch one."
)
FORGOTTEN = "What goes wrong is raised to the caller. It is not remembered: the next `get()` tries again."

BEARER = "sends a request to `base_url` + `path`, with the field `Authorization: Bearer <token>`"
TOKEN = "The token comes from `tokens.get()`, and is never in a URL or body."
ARRIVES = "arrive as they are, a header field or a parameter that is there twice among them"
SECOND_TRY = "After a **401** the token is invalidated, a new one is got, and the request is sent once more"
THE_SAME = "the request is sent once more, the same in all else."
NO_THIRD = "What comes then is returned, also a second 401: there is no third try."
ONE_FOR_ALL = "When several calls at once get a 401 for the same token, **one** new token is fetched for all."
OTHER_ANSWER = (
    "Any other answer is returned at once, 403 (`insufficient_scope`: a new token would have the same scope) "
    "and 5xx among them. Redirects are not followed."
)
ONE_SLASH = "A `path` that does not begin with exactly one `/`"
NOT_SENT = "is a `ValueError`, and nothing is sent anywhere: the token is for this server only."
PATIENCE = "An answer that takes longer than 5 seconds (`TIMEOUT`) is httpx's `ReadTimeout`."
AS_THEY_ARE = "httpx's exceptions and those of `tokens.get()` reach the caller as they are, without another try."
