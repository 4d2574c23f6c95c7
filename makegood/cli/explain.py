"""`makegood explain NAME`: what a rule, a measure or a setting means."""

import click


@click.command("explain")
@click.argument("name")
def command(name: str) -> None:
    """Explain a rule (P003, no-deadline), a measure (kept_rate) or a setting (within, keep.by)."""
    from makegood import flow

    click.echo(flow.explain(name), nl=False)
