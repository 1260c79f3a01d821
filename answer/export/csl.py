"""References in CSL-JSON, as Zotero, pandoc and citeproc read it: an `article-newspaper` each."""

import json
from collections.abc import Iterable
from typing import Any

from answer.export.names import Author, authors
from answer.export.references import Reference


def as_csl_json(references: Iterable[Reference]) -> str:
    """The items; the quotations stand in the note, and with their places in `custom`."""
    return json.dumps([_item(each) for each in references], ensure_ascii=False, indent=1) + "\n"


def _item(reference: Reference) -> dict[str, Any]:
    when = reference.when
    item = {
        "id": reference.key,
        "type": "article-newspaper",
        "title": reference.headline,
        "author": [_name(each) for each in authors(reference.byline)],
        "container-title": reference.source,
        "issued": {"date-parts": [[when.year, when.month, when.day]]} if when else None,
        "section": reference.section,
        "language": reference.language,
        "URL": reference.url,
        "keyword": ", ".join(reference.keywords),
        "note": "\n".join(reference.notes),
        "custom": {
            "article_id": reference.article_id,
            "version": reference.version,
            "quotations": [
                {"number": each.number, "text": each.text, "start": each.start, "end": each.end,
                 "pages": list(each.pages), "verified": each.verified}
                for each in reference.quotations
            ],
        },
    }  # fmt: skip
    return {name: value for name, value in item.items() if value}


def _name(author: Author) -> dict[str, str]:
    return {"family": author.family, "given": author.given} if author.given else {"literal": author.family}
