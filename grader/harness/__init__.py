"""The trusted side of a test. ``suite`` is what a hidden suite uses, ``wire`` the half of the wire that trusts nothing,
``processes`` the cells and their limits; the modules beside them put the three together.
"""
