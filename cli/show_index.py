"""For the terminal: generations, what was found wrong with one, and what ails an archive."""

from collections.abc import Sequence

from rich.console import Console

from cli.doctor import Complaint
from cli.plain import escape
from index.keeping import Standing
from index.verify import Verified

_out = Console(highlight=False)


def generations(there: Sequence[Standing]) -> None:
    """The generations of an index, oldest first."""
    for each in there:
        mark = " (in force)" if each.in_force else ""
        made = each.manifest and f"{each.manifest.articles} articles, {each.manifest.passages} passages"
        said = each.problem or f"{made}, {each.manifest and each.manifest.model.name}"
        _out.print(escape(f"{each.name}{mark}: {said}, {each.size / 2**20:.1f} MiB"), soft_wrap=True)
    if not there:
        _out.print("there is no index yet; run 'newsarchive rebuild'")


def verified(report: Verified) -> None:
    """What was found wrong with an index, or that nothing was."""
    for each in report.findings:
        _out.print(escape(f"{'wrong' if each.wrong else 'note'}: {each.check}: {each.message}"), soft_wrap=True)
    if report.generation is None:
        _out.print("the record alone was checked")
        return
    end = "whole" if report.whole else "NOT whole"
    _out.print(
        f"generation {report.generation} is {end}: {report.articles} articles, {report.passages} passages, "
        f"{report.embedded_again} embedded again",
        soft_wrap=True,
    )


def complaints(listed: Sequence[Complaint]) -> None:
    """What ails an archive, or that nothing does."""
    for each in listed:
        _out.print(escape(f"{'wrong' if each.wrong else 'note'}: {each.message}"), soft_wrap=True)
    if not listed:
        _out.print("nothing ails this archive")
