"""`provenance completion`."""

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a shell.

    For example: `eval "$(provenance completion bash)"`
    """
    from click.shell_completion import get_completion_class

    from provenance.cli import main

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(main, {}, "provenance", "_PROVENANCE_COMPLETE").source())
