"""Takes a pin of more than 32 bytes.

Fails: test_each_pin_has_its_form
"""


def _pin(text: str) -> bytes:
    try:
        pin = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("a pin is base64") from error
    if len(pin) < PIN_BYTES:
        raise ValueError(f"a pin has {PIN_BYTES} bytes")
    return pin
