"""The formats by name: what an answer or a search is in each, and how a browser is told."""

from dataclasses import dataclass
from enum import StrEnum

from answer.export import fact_sheet
from answer.export.bibtex import as_bibtex
from answer.export.csl import as_csl_json
from answer.export.csv_table import as_csv
from answer.export.references import of_citations, of_hits
from answer.export.ris import as_ris
from answer.model import Answer, AnswerStatus
from answer.receipts import Receipt
from archive.store import RecordStore
from index.hits import SearchRequest, SearchResult


class Format(StrEnum):
    """What an answer or a list of hits can be exported as."""

    RIS = "ris"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    CSV = "csv"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class FileKind:
    """How a file of a format is called: its media type and the ending of its name."""

    media_type: str
    suffix: str


FILE_KINDS = {
    Format.RIS: FileKind("application/x-research-info-systems", ".ris"),
    Format.BIBTEX: FileKind("application/x-bibtex", ".bib"),
    Format.CSL_JSON: FileKind("application/vnd.citationstyles.csl+json", ".json"),
    Format.CSV: FileKind("text/csv", ".csv"),
    Format.MARKDOWN: FileKind("text/markdown", ".md"),
}
_OF_REFERENCES = {
    Format.RIS: as_ris,
    Format.BIBTEX: as_bibtex,
    Format.CSL_JSON: as_csl_json,
    Format.CSV: as_csv,
}


def export_answer(answer: Answer, form: Format, store: RecordStore, receipt: Receipt | None = None) -> str:
    """The answer in that format. A refusal cites nothing; its sheet lists what is nearest."""
    if form is not Format.MARKDOWN:
        return _OF_REFERENCES[form](of_citations(answer.citations, store))
    refused = answer.status is AnswerStatus.REFUSED
    references = of_hits(answer.nearest, store) if refused else of_citations(answer.citations, store)
    return fact_sheet.of_answer(answer, references, receipt)


def export_hits(request: SearchRequest, result: SearchResult, form: Format, store: RecordStore) -> str:
    """The hits of a search in that format, best first."""
    references = of_hits(result.hits, store)
    if form is Format.MARKDOWN:
        return fact_sheet.of_hits(request.query, request.filters, result, references)
    return _OF_REFERENCES[form](references)
