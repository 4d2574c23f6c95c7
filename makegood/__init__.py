"""makegood: does an organisation do what it says? Read `flow.py` first."""

__version__ = "0.1.0"
