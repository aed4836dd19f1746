"""The load balancer knows GET and POST, and answers 405 to every other method.

Fails: test_passes_every_method_on, test_passes_a_body_on_byte_by_byte, test_what_may_have_been_done_is_not_repeated
"""

METHODS = ["GET", "POST"]
