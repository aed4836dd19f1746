"""The flag HttpOnly is missing.

Fails: x
"""

FLAGS = "Path=/; Secure; SameSite=Lax"
