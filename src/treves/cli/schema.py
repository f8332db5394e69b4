"""``treves schema``: JSON Schemas for editors and for readers of findings.json."""

from __future__ import annotations

from pathlib import Path

import click

from treves.cli.options import print_json

__all__ = ["command"]


@click.command("schema")
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="Write one file per schema into this folder."
)
def command(out: Path | None) -> None:
    """Print or write the JSON Schemas of the case files and of findings.json."""
    from treves.case import case_schemas
    from treves.study import findings_schema, write_text

    schemas = {**case_schemas(), "findings": findings_schema()}
    if out is None:
        print_json(schemas)
        return
    import json

    for name, schema in schemas.items():
        file = out / f"{name.removesuffix('.yaml')}.schema.json"
        write_text(file, json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
        click.echo(f"wrote {file}")
