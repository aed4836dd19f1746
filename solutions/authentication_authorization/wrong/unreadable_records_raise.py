"""Raises for a record that can't be read.

Fails: test_opens_nothing_that_it_cannot_read, test_knows_the_limits_of_a_record,
    test_derives_one_key_whatever_the_record, test_tells_which_records_to_replace,
    test_refuses_every_stranger_alike, test_does_the_same_work_for_every_stranger, test_sends_a_name_as_one_segment,
    test_replaces_no_other_record, test_challenges_a_stranger, test_answers_every_stranger_alike,
    test_judges_a_body_last
"""

import binascii


def _read(record: str | None) -> tuple[Cost, bytes, bytes] | None:
    """Return cost, salt and key of a record; None if it can't be read."""
    found = RECORD.fullmatch(record or "")
    try:
        ln, r, p, *encoded = found.groups() if found else ()
        salt, key = (base64.b64decode(part + "=" * (-len(part) % 4)) for part in encoded)
    except binascii.Error:
        return None
    return (2 ** int(ln), int(r), int(p)), salt, key
