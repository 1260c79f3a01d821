"""A small benchmark for sanity: the flow on the sample archive, with the numbers that cannot be wrong checked."""

import json
import tempfile
from pathlib import Path

from benchmarks.flow import measure, read_questions

_SAMPLE = Path(__file__).parent.parent / "sample"


def main() -> None:
    """Print the report; exit with an error where a second rebuild embeds anything."""
    questions = read_questions(_SAMPLE / "questions.jsonl", most=5)
    with tempfile.TemporaryDirectory() as data:
        report = measure(_SAMPLE / "archive", questions, Path(data))
    print(json.dumps(report, indent=1))
    if report["rebuild again"]["embedded"] != 0:
        raise SystemExit(f"the second rebuild embedded {report['rebuild again']['embedded']} texts; it must embed none")


if __name__ == "__main__":
    main()
