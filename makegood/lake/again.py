"""An answer from the lake, asked for once more when somebody was forgotten while it was being made."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def once_more(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Ask again, of the lake as it is now, where somebody was forgotten while an answer was being made."""

    @wraps(ask)
    def asked(*args: Asked.args, **named: Asked.kwargs) -> Answer:
        try:
            return ask(*args, **named)
        except Exception as error:  # each library says in its own way that a file has gone; all else is raised
            from makegood.lake.engine import is_vanished

            if not is_vanished(error):
                raise
        return ask(*args, **named)

    return asked
