"""The flag Secure is missing.

Fails: x
"""

FLAGS = "Path=/; HttpOnly; SameSite=Lax"
