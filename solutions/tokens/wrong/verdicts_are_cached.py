"""Remembers the tokens that were good once, and looks at them no more.

Fails: test_an_expired_token_is_refused, test_each_call_goes_by_its_own_set,
    test_each_caller_names_its_issuer_and_audience, test_example_a_token_ends, test_the_application_grants_no_leeway,
    test_what_is_no_text_is_an_invalid_token
"""

GOOD: dict[Any, dict[str, Any]] = {}


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    if token in GOOD:
        return GOOD[token]
    kid = _key_name(token)
    jwk = next((one for one in jwks["keys"] if one.get("kid") == kid), None)
    if jwk is None:
        raise TokenInvalid("no key of that name is published")
    try:
        key = jwt.PyJWK(jwk)
        claims = jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS & {key.algorithm_name},
            issuer=issuer,
            audience=audience,
            leeway=leeway,
            options={"require": REQUIRED},
        )
        GOOD[token] = claims
        return claims
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, TypeError) as error:  # TypeError: an "alg" that is no text
        raise TokenInvalid(str(error)) from error
