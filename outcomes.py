"""The same product on the command line: the demo, imports, measures, and the people behind them."""

import typer

from commands import (
    actions,
    analysis,
    audit,
    evidence,
    frozen,
    measures,
    notes,
    quality,
    records,
    releases,
    standards,
    trace,
    watch,
)
from commands.failing import OneLine

# In the order in which --help lists them.
COMMANDS = {
    "freeze": frozen.freeze,
    "frozen": frozen.listed,
    "why": frozen.why,
    "demo": records.demo,
    "import": records.import_,
    "measures": measures.measures,
    "card": measures.card,
    "measure": measures.measure,
    "clients": measures.clients,
    "watch": watch.watch,
    "note": notes.note,
    "notes": notes.notes,
    "withdraw": notes.withdraw,
    "analysis": analysis.analysis,
    "standards": standards.standards,
    "quality": quality.quality,
    "trace": trace.trace,
    "deidentify": records.deidentify,
}
GROUPS = {"release": releases.app, "action": actions.app, "evidence": evidence.app, "audit": audit.app}

app = typer.Typer(
    cls=OneLine,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Outcomes of Intensive Outpatient Programs: imported, defined, counted.",
)
for name, command in COMMANDS.items():
    app.command(name)(command)
for name, group in GROUPS.items():
    app.add_typer(group, name=name)

if __name__ == "__main__":
    app()
