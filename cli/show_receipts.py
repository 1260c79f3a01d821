"""For the terminal: receipts, and what has changed since."""

from collections.abc import Sequence

from rich.console import Console

from api import receipt_schemas as wire
from api.schemas import Answer
from cli import show
from cli.plain import escape

_out = Console(highlight=False)


def receipts(listed: Sequence[wire.Receipt], kept: int) -> None:
    """The last answers, a line each."""
    for each in listed:
        said = _said(each.answer)
        head = f"[bold]{each.answer_id}[/]  {each.asked_at[:16].replace('T', ' ')}  {escape(each.answer.question)}"
        _out.print(head, soft_wrap=True)
        _out.print(f"[dim]  {escape(said)}[/]", soft_wrap=True)
    _out.print(f"{len(listed)} of {kept} receipts" if kept else "no receipts are kept")


def _said(answer: Answer) -> str:
    if answer.status == "refused":
        return "refused"
    first = answer.sentences[0].text if answer.sentences else ""
    opening = answer.short.text if answer.short else " ".join(first.split())
    cited = len({each.article_id for each in answer.citations})
    shown = opening if len(opening) <= 80 else opening[:79].rsplit(" ", 1)[0] + " …"
    return f"{shown or '(withdrawn)'} · {cited} article{'' if cited == 1 else 's'} cited"


def receipt(kept: wire.Receipt) -> None:
    """An answer as it was given, and what it was given from."""
    _out.print(f"[dim]{escape(_provenance(kept))}[/]", soft_wrap=True)
    _out.print(f"[bold]{escape(kept.answer.question)}[/]\n")
    show.answer(kept.answer)
    if kept.redacted:
        held = ", ".join(kept.redacted)
        _out.print(f"[dim]taken down or held back since, their words left out: {escape(held)}[/]", soft_wrap=True)


def replay(found: wire.Replay) -> None:
    """What has changed since an answer was given."""
    then = found.receipt
    _out.print(f"[dim]then: {escape(_provenance(then))}[/]", soft_wrap=True)
    now = f"index {found.answer.generation} · newsarchive {found.product} · {_models(found.models)}"
    _out.print(f"[dim]now:  {escape(now)}[/]", soft_wrap=True)
    _out.print(f"[bold]{escape(then.answer.question)}[/]\n")
    _out.print("The answer is the same." if found.same_answer else _difference(found))
    for mark, sentences in (("-", found.gone), ("+", found.new)):
        for sentence in sentences:
            _out.print(escape(f"  {mark} {' '.join(sentence.split()) or '(withdrawn)'}"))
    for each in found.citations:
        cited = each.citation
        place = f"{cited.article_id} version {cited.version}, characters {cited.start}-{cited.end}"
        _out.print(escape(f"  [{cited.number}] {place}: {_standing(each)}"), soft_wrap=True)


def _difference(found: wire.Replay) -> str:
    then, now = found.receipt.answer, found.answer
    if then.status != now.status:
        return f"The archive {'answered' if then.status == 'answered' else 'refused'} then and {now.status} now."
    short = [each.short.text if each.short else "none" for each in (then, now)]
    changed = "" if short[0] == short[1] else f" Short answer then: {escape(short[0])}; now: {escape(short[1])}."
    return f"The answer has changed: {len(found.gone)} sentences gone, {len(found.new)} new.{changed}"


def _standing(now: wire.CitationNow) -> str:
    words = "the quotation stands" if now.verbatim else "the quotation cannot be checked"
    said = {
        "in force": f"in force; {words}",
        "superseded": f"superseded by version {now.current}; {words} in the version cited",
        "killed": f"killed by its publisher, not to be used as fact; {words} in the version cited",
        "withdrawn": f"the article was withdrawn; {words} in the version cited",
        "gone": "the record no longer holds this version",
        "redacted": "its words were taken out of the receipt",
    }[now.standing]
    return said if now.again or now.standing == "redacted" else f"{said}; no longer cited"


def _provenance(kept: wire.Receipt) -> str:
    asked = kept.asked_at[:19].replace("T", " ")
    said = f"{kept.answer_id} · {asked} UTC · index {kept.answer.generation} · newsarchive {kept.product}"
    return f"{said} · {_models(kept.models)}"


def _models(models: wire.Models) -> str:
    return f"{models.embedder}, {models.reranker}, {models.writer} writer"
