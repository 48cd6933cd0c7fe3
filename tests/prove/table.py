"""Writes `docs/reliability.md` from the results of the last runs: `python -m tests.prove.table`.

Two tables, one a form. A row that was not run again keeps its line, with the date and commit that it was proved at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.prove.proof import KEPT, Account, Result, results
from tests.prove.rows import ROWS, Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
HEADS = {
    "full": "## The whole table",
    "short": "## The short form",
}
ABOUT = {
    "full": "`make prove FULL=1`: every count as asked for.",
    "short": "`make prove`: a tenth of each count, in less than half an hour on two cores.",
}
COLUMNS = ("#", "promise", "how it is tried", "asked", "seen", "verdict", "run")
LINE = re.compile(r"\| (R\d+) \|.*\|")


def write(page: Path, kept: Path) -> None:
    """`page` with the lines of what `kept` has, and its own former lines of what it has not."""
    before = page.read_text("utf-8") if page.exists() else ""
    intro = before.partition(HEADS["full"])[0]
    parts = [_table(form, former(before, form), results(kept / form)) for form in HEADS]
    page.write_text(intro + "\n\n".join(parts) + "\n", "utf-8")


def former(page: str, form: str) -> dict[str, str]:
    """The lines that the table of this form has by now, by the name of their row."""
    part = page.partition(HEADS[form])[2].partition("\n## ")[0]
    return {found[1]: found[0] for found in map(LINE.fullmatch, part.splitlines()) if found}


def _table(form: str, lines: Mapping[str, str], ran: Iterable[Result]) -> str:
    ran = list(ran)
    by_row = {row.name: [result for result in ran if result.row == row.name] for row in ROWS}
    accounts = [account for result in ran for account in result.accounts]
    rows = [line(row, by_row[row.name], accounts) if by_row[row.name] else lines.get(row.name, _not_run(row)) for row in ROWS]
    head = [_cells(COLUMNS), _cells("---" for _ in COLUMNS)]
    return "\n".join([HEADS[form], "", ABOUT[form], "", *head, *rows])


def line(row: Row, ran: list[Result], accounts: list[Account]) -> str:
    """What the tests of one row saw. `accounts` of all rows: they are what R18 is about."""
    seen = [said for result in ran for said in result.seen]
    if row.name == "R18":
        seen.append(f"{len(accounts):,} accounts of these runs: {sum(not account.whole for account in accounts)} do not add up")
    seconds = f"{sum(result.seconds for result in ran):,.0f} s"
    days = " to ".join(sorted({min(result.when for result in ran), max(result.when for result in ran)}))
    commits = ", ".join(f"`{commit}`" for commit in sorted({result.commit for result in ran}))
    machines = "; ".join(sorted({result.machine for result in ran}))
    run = f"{days}, {commits}, {seconds} on {machines}"
    return _cells((row.name, row.promise, row.how, row.asked, "; ".join(seen), verdict(ran, accounts, row), run))


def verdict(ran: list[Result], accounts: list[Account], row: Row) -> str:
    """ "met", or why it is not."""
    failed = [f"FAILED: {result.why}" for result in ran if result.outcome == "failed"]
    if row.name == "R18":
        failed += [f"FAILED: {account.run}" for account in accounts if not account.whole]
    unmet = [f"not met: {why}" for result in ran for why in result.unmet]
    unmet += [f"not proved here: {result.why}" for result in ran if result.outcome == "skipped"]
    return "; ".join(failed + unmet) or "met"


def _not_run(row: Row) -> str:
    return _cells((row.name, row.promise, row.how, row.asked, "", "not run yet", ""))


def _cells(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    write(PAGE, KEPT)
    print(f"{PAGE.name}: written")
