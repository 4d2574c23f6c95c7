"""makegood: does an organisation do what it says? Read `flow.py` first."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from makegood.text.understand import understand as understand

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`makegood.understand`, loaded when it is asked for: `import makegood` alone stays fast."""
    if name == "understand":
        from makegood.text.understand import understand  # noqa: PLC0415

        return understand
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
