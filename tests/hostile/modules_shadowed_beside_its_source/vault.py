import asyncio
import importlib
import json
import struct
import sys

import httpx

from honest import *

for name in ("jwt", "pytest", "sitecustomize", "usercustomize", "conftest", "encodings", "mocks", "test_vault"):
    try:
        importlib.import_module(name)
    except ImportError:
        pass
SHADOWS = [module for module in list(sys.modules.values()) if "submission-" in (getattr(module, "__file__", "") or "")]
assert {module.__name__ for module in SHADOWS} == {"vault", "honest"}
