"""Receipts: what a result says, signed, so that whoever has the public key can see that nobody has changed it.

``claims`` makes a receipt's content of a result, ``jws`` signs and verifies it, ``keys`` reads the keys. The commands
``check --sign`` and ``receipt`` use these; nothing else does.
"""
