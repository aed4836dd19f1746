"""Refuses a token that ends in `=`.

Fails: test_reads_the_scheme_in_any_case, test_reads_a_token
"""

B64TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]+")
