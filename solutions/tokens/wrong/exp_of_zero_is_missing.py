"""Takes an exp of 0 for one that is not there.

Fails: test_an_expired_token_is_refused
"""


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
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
            options={"require": REQUIRED, "verify_exp": False},
        )
        if not claims["exp"]:
            raise TokenInvalid("no exp")
        if time.time() - leeway >= int(claims["exp"]):
            raise TokenExpired("over")
        return claims
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:  # exp may be infinite
        raise TokenInvalid(str(error)) from error
