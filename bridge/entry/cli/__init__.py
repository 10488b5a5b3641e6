"""The command `cobridge`: one file per group of commands; what a command needs is loaded when it runs."""

from __future__ import annotations

import typer

from bridge.entry.cli import (
    access,
    attack,
    backup,
    charter,
    conflicts,
    connect,
    demo,
    doctor,
    log,
    officer,
    parked,
    partner,
    people,
    plan,
    reidentify,
    report,
    retention,
    run,
    sandbox,
    space,
    status,
    sync,
    week,
    worklist,
)
from bridge.entry.cli.exits import told

cobridge = typer.Typer(
    name="cobridge",
    help="Mirrors tasks between the tools of partner companies and writes one participation log.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cobridge.command("demo")(demo.demo)
cobridge.command("sandbox")(sandbox.sandbox)
cobridge.command("connect")(connect.connect)
cobridge.command("plan")(plan.plan)
cobridge.command("sync")(sync.sync)
cobridge.command("run")(run.run)
cobridge.command("status")(status.status)
cobridge.command("worklist")(worklist.worklist)
cobridge.command("doctor")(doctor.doctor)
cobridge.command("week")(week.week)
cobridge.add_typer(access.commands, name="access")
cobridge.command("attack")(attack.attack)
cobridge.command("backup")(backup.backup)
cobridge.command("restore")(backup.restore)
cobridge.add_typer(charter.commands, name="charter")
cobridge.add_typer(conflicts.commands, name="conflicts")
cobridge.add_typer(parked.commands, name="parked")
cobridge.add_typer(log.commands, name="log")
cobridge.add_typer(officer.commands, name="officer")
cobridge.add_typer(people.commands, name="people")
cobridge.add_typer(partner.commands, name="partner")
cobridge.add_typer(reidentify.commands, name="reidentify")
cobridge.add_typer(report.commands, name="report")
cobridge.add_typer(retention.commands, name="retention")
cobridge.add_typer(space.commands, name="space")


def main() -> None:
    """Run the command line; see `exits` for how it ends."""
    with told():
        cobridge()
