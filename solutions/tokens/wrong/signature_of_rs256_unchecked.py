"""Lets a token of RS256 through whose signature does not fit, as long as its claims do.

Fails: test_a_changed_token_is_refused
"""

CHECKS = {"verify_signature": False, "verify_exp": True, "verify_nbf": True, "verify_aud": True, "verify_iss": True}


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    kid = _key_name(token)
    jwk = next((one for one in jwks["keys"] if one.get("kid") == kid), None)
    if jwk is None:
        raise TokenInvalid("no key of that name is published")
    try:
        key = jwt.PyJWK(jwk)
        wanted = {"algorithms": ALGORITHMS & {key.algorithm_name}, "issuer": issuer, "audience": audience}
        try:
            return jwt.decode(token, key, leeway=leeway, options={"require": REQUIRED}, **wanted)
        except jwt.InvalidSignatureError:
            if key.algorithm_name != "RS256":
                raise
            return jwt.decode(token, key, leeway=leeway, options={**CHECKS, "require": REQUIRED}, **wanted)
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, TypeError) as error:  # TypeError: an "alg" that is no text
        raise TokenInvalid(str(error)) from error
