"""Pages from templates: nothing undefined, everything escaped."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


def fill(template: str, **given: object) -> str:
    """A page as one text.

    Parameters
    ----------
    template : str
        The name of a file in `templates/`.
    **given
        What it may use. In it, the filter `code` shows what stands between backticks as code.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("makegood.report"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["code"] = _code
    return environment.get_template(template).render(**given)


def _code(sentence: str) -> str:
    """What stands between backticks as code; all of it escaped."""
    from markupsafe import Markup, escape

    parts = sentence.split("`")
    marked = (Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts))
    return Markup("").join(marked)
