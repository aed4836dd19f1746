"""Takes a key of any length for that of a record.

Fails: test_derives_one_key_whatever_the_record, test_tells_which_records_to_replace
"""

RECORD = re.compile(rf"\$scrypt\$ln={LN},r={R_OR_P},p={R_OR_P}\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)")
