"""Refuses a key that says another alg, and takes what PyJWT makes of one that says none.

Fails: test_a_shared_key_in_the_set_is_no_secret[unnamed]
"""


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    kid = _key_name(token)
    jwk = next((one for one in jwks["keys"] if one.get("kid") == kid), None)
    if jwk is not None and jwk.get("alg", "ES256") not in ALGORITHMS:
        raise TokenInvalid("a key for another algorithm")
    if jwk is None:
        raise TokenInvalid("no key of that name is published")
    try:
        key = jwt.PyJWK(jwk)
        return jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            issuer=issuer,
            audience=audience,
            leeway=leeway,
            options={"require": REQUIRED},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, TypeError) as error:  # TypeError: an "alg" that is no text
        raise TokenInvalid(str(error)) from error
