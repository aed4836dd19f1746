"""Calls a token expired only after the second of exp, not at it.

Fails: test_leeway_moves_the_beginning, test_leeway_moves_the_end, test_the_application_grants_no_leeway,
    test_the_beginning_is_at_nbf_to_the_second, test_the_end_is_at_exp_to_the_second
"""


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    kid = _key_name(token)
    jwk = next((one for one in jwks["keys"] if one.get("kid") == kid), None)
    if jwk is None:
        raise TokenInvalid("no key of that name is published")
    try:
        key = jwt.PyJWK(jwk)
        return jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS & {key.algorithm_name},  # the key's own, never the token's
            issuer=issuer,
            audience=audience,
            leeway=leeway + 1,
            options={"require": REQUIRED},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, TypeError) as error:  # TypeError: an "alg" that is no text
        raise TokenInvalid(str(error)) from error
