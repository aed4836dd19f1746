"""Three of the tests, to read and to learn from. The hidden ones are written in the same way."""

import pytest

from grader.suite import explain

KEY = bytes(range(32))


@pytest.mark.task("aead")
def test_example_a_turned_bit_is_noticed(student):
    """What was encrypted comes back, and does not when a bit of it has been turned."""
    message = student.encrypt(KEY, b"pay 5 EUR", b"order-7")
    found = student.decrypt(KEY, message, b"order-7")
    assert found == b"pay 5 EUR", explain("b'pay 5 EUR' back", f"{found!r}")
    turned = message[:12] + bytes([message[12] ^ 1]) + message[13:]
    with student.raises("DecryptionError", why="an attacker who can't read the amount could still change it"):
        student.decrypt(KEY, turned, b"order-7")


@pytest.mark.task("envelope")
def test_example_a_record_belongs_to_its_user(student, kms):
    """A record opens for the user it was sealed for, and for no other."""
    cipher = student.EnvelopeCipher(kms.url, kms.key_id)
    record = cipher.seal(b"4111 1111", {"user": "jane"})
    found = cipher.open(record, {"user": "jane"})
    assert found == b"4111 1111", explain("b'4111 1111' back", f"{found!r}")
    with student.raises("DecryptionError", why="a record copied to another user's row would be read as theirs"):
        cipher.open(record, {"user": "mallory"})


@pytest.mark.task("rotate")
def test_example_old_records_outlive_a_rotation(student, kms):
    """After the key service has rotated its key, an old record opens as before."""
    cipher = student.EnvelopeCipher(kms.url, kms.key_id)
    record = cipher.seal(b"4111 1111", {"user": "jane"})
    kms.rotate()
    found = cipher.open(record, {"user": "jane"})
    assert found == b"4111 1111", explain("b'4111 1111' back", f"{found!r}")
