"""OPTIONS is missing among the methods that are passed on.

Fails: test_passes_every_method_on
"""

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
