"""The load balancer knows GET and POST, and answers 405 to every other method.

Fails: test_passes_every_method_on
"""

METHODS = ["GET", "POST"]
