"""A scanned page is recognised and marked alike, wherever it comes from."""

import gzip
from email.message import EmailMessage

import pytest

from ingest.ocr import FakeRecogniser, recognising_with
from ingest.retry import retry
from ingest.run import ingest
from tests.ingest.readers.test_pdf import scan
from tests.ingest.readers.test_warc import response
from tests.ingest.test_containers import tarred, zipped

TEXT = "BRIDGE INQUIRY REPORTS\n\nFour boreholes had been drilled."


def message(content):
    made = EmailMessage()
    made["Subject"], made["From"] = "The report", "Ana Holt <ana@packet.example>"
    made.add_attachment(content, "application", "pdf", filename="report.pdf")
    return made.as_bytes()


PLACES = {
    "report.pdf": lambda content: content,
    "reports.zip": lambda content: zipped({"report.pdf": content}),
    "reports.tgz": lambda content: tarred({"2018/report.pdf": content}, "w:gz"),
    "report.pdf.gz": gzip.compress,
    "nested.zip": lambda content: zipped({"in.tar": tarred({"report.pdf": content})}),
    "report.eml": message,
    "report.warc": lambda data: response("https://packet.example/r.pdf", data, "application/pdf"),
}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory):
    return scan(tmp_path_factory.mktemp("scan") / "a.pdf").read_bytes()


@pytest.mark.parametrize("name", PLACES)
def test_a_scan_is_recognised(store, write, folder, scanned, name):
    write(name, PLACES[name](scanned))
    with recognising_with(FakeRecogniser(TEXT, 0.87)):
        report = ingest([folder], store)
    assert report.failures == ()
    (version,) = store.current_versions()
    assert (version.headline, version.text) == ("BRIDGE INQUIRY REPORTS", TEXT)
    assert [(page.number, page.ocr) for page in version.pages] == [(1, 0.87)]


@pytest.mark.parametrize("name", PLACES)
def test_a_scan_that_failed_is_recognised_when_it_is_tried_again(store, write, folder, scanned, name):
    write(name, PLACES[name](scanned))
    report = ingest([folder], store)
    assert any("has no text layer" in each.reason for each in report.failures)
    with recognising_with(FakeRecogniser(TEXT, 0.87)):
        again, gone = retry(store)
    assert (again.new, again.failures, gone) == (1, (), ())
    assert [version.ocr_of(0, 5) for version in store.current_versions()] == [0.87]
