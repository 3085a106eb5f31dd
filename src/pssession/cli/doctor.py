"""`pssession doctor`: look for what keeps sessions from working, and say what to do about it."""

from __future__ import annotations

import argparse
import json
import shlex
import sys

from pssession.cli import exit_codes
from pssession.cli.checks import CHECKS, Finding, Standing
from pssession.cli.display import wants_colors

HELP = "Look for what keeps sessions from working, and say what to do about it. A session is made and removed again for that."
EXAMPLES = """examples:
  pssession doctor
  pssession doctor --engine 'pwsh -s'    also whether this engine can be used
  pssession doctor --json
"""
_MARKS = {Standing.WELL: ("ok  ", "32"), Standing.WARNING: ("look", "33"), Standing.PROBLEM: ("BAD ", "31;1")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--engine", default="", metavar="COMMAND", help="also try an engine that is a command, such as 'pwsh -s'")
    parser.add_argument("--json", action="store_true", help="for programs: a JSON array of {check, standing, found, advice}")


def run(arguments: argparse.Namespace) -> int:
    """Check one thing after the other; a problem makes the exit status 1."""
    engine = shlex.split(arguments.engine)
    colored = wants_colors(sys.stdout)
    findings: list[Finding] = []
    for check in CHECKS:
        finding = check(engine)
        if finding is None:
            continue
        findings.append(finding)
        if not arguments.json:
            _show(finding, colored)
    if arguments.json:
        fields = [
            {"check": one.check, "standing": one.standing.name.lower(), "found": one.found, "advice": one.advice or None}
            for one in findings
        ]
        print(json.dumps(fields, indent=2, ensure_ascii=False))
    problems = sum(one.standing is Standing.PROBLEM for one in findings)
    return exit_codes.COMMAND_FAILED if problems else exit_codes.DONE


def _show(finding: Finding, colored: bool) -> None:
    mark, color = _MARKS[finding.standing]
    if colored:
        mark = f"\x1b[{color}m{mark}\x1b[0m"
    print(f"{mark} {finding.check:<15} {finding.found}")
    if finding.advice:
        print(f"{'':21}{finding.advice}")
