"""Stamps."""


def postage(grams: int) -> int:
    """The price in cents: 80 up to 20 grams, 150 above."""
    # TODO(postage)
    raise NotImplementedError
