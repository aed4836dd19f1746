"""Takes a pin of any length.

Fails: test_each_pin_has_its_form
"""


def _pin(text: str) -> bytes:
    try:
        pin = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("a pin is base64") from error
    return pin
