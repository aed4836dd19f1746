"""Refuses none, and accepts None and NONE as something that needs no check.

Fails: test_garbage_is_an_invalid_token, test_no_signature_is_no_token, test_the_algorithm_is_the_keys
"""


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    try:
        header = jwt.get_unverified_header(token)
        if header["alg"] != "none" and header["alg"].lower() == "none":
            options = {"require": REQUIRED, "verify_signature": False, "verify_exp": True, "verify_aud": True}
            return jwt.decode(token, issuer=issuer, audience=audience, leeway=leeway, options=options)
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.PyJWTError as error:
        raise TokenInvalid(str(error)) from error
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
            leeway=leeway,
            options={"require": REQUIRED},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, TypeError) as error:  # TypeError: an "alg" that is no text
        raise TokenInvalid(str(error)) from error
