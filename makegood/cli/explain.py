"""`makegood explain NAME`: what a rule, a measure, a setting, a state or a reason means."""

import click


@click.command("explain")
@click.argument("name")
def command(name: str) -> None:
    """Explain a rule (P003), a measure (kept_rate), a setting (keep.by), a state (slipping) or a reason (straddles)."""
    from makegood import flow

    click.echo(flow.explain(name), nl=False)
