"""Has p = 1 by default.

Fails: test_writes_a_record_that_others_can_read
"""


class PasswordHasher:
    def __init__(
        self,
        *,
        n: int = 2**14,
        r: int = 8,
        p: int = 1,
        derive: Callable[..., bytes] = scrypt,
        compare: Callable[[bytes, bytes], bool] = hmac.compare_digest,
    ) -> None:
        self._cost = (n, r, p)
        self._derive = derive
        self._compare = compare
