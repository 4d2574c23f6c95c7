"""makegood: does an organisation do what it says? Read `flow.py` first."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`makegood.understand`, loaded when it is asked for: `import makegood` alone stays fast and knows no stage."""
    if name == "understand":
        return import_module("makegood.text.understand").understand
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
