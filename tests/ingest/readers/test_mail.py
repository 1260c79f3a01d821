from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from archive.model import Draft, Link, NewsDate, Outcome, Problem
from ingest.readers.mail import MailReader
from ingest.registry import reader_for
from ingest.run import ingest

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "formats" / "wire-mixed"
BODY = "The quay at Vennick reopens on Friday.\n\nThe mayor will speak at noon.\n"


def message(subject="Quay reopens on Friday", sender="Vennick Town Council <press@vennick.example>", body=BODY):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "desk@packet.example", subject
    made["Date"] = "Thu, 06 Jun 2024 09:30:00 +0200"
    made["Message-ID"] = "<quay-1@vennick.example>"
    if body is not None:
        made.set_content(body)
    return made


def read(path):
    items = list(MailReader().read(path))
    return [each for each in items if isinstance(each, Draft)], [each for each in items if isinstance(each, Problem)]


def written(tmp_path, content, name="a.eml"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.as_bytes(policy=SMTP))
    return path


def test_a_press_release(tmp_path):
    path = written(tmp_path, message(subject="Fwd: Café am Kai — neu eröffnet"), "release.txt")
    assert isinstance(reader_for(path), MailReader)
    (draft,), problems = read(path)
    assert problems == []
    assert (draft.headline, draft.identity) == ("Café am Kai — neu eröffnet", "mid:quay-1@vennick.example")
    assert draft.body == "The quay at Vennick reopens on Friday.\n\nThe mayor will speak at noon."
    assert (draft.metadata.source, draft.metadata.byline) == ("Vennick Town Council", None)
    assert draft.metadata.published == NewsDate("2024-06-06T09:30:00+02:00", "Date")


@pytest.mark.parametrize(
    ("sender", "byline", "source"),
    [
        ("Ana Holt <ana@vennick.example>", "Ana Holt", "vennick.example"),
        ("Ana Holt <ana.holt@gmail.com>", "Ana Holt", None),
        ("press@vennick.example", None, "vennick.example"),
        ('"Press Office" <p@vennick.example>', None, "Press Office"),
        ("=?utf-8?b?w5hyIFN0dWRpb3M=?= <p@vennick.example>", None, "Ør Studios"),
    ],
)
def test_who_it_is_from(tmp_path, sender, byline, source):
    raw = f"From: {sender}\nDate: Thu, 06 Jun 2024 09:30:00 +0200\nSubject: A\nMessage-ID: <a@b>\n\nText.\n"
    (draft,), _ = read(written(tmp_path, raw.encode()))
    assert (draft.metadata.byline, draft.metadata.source) == (byline, source)


def test_html_alone_and_html_beside_a_plain_form_that_only_points_elsewhere(tmp_path):
    html = "<html><body><table><tr><td><h1>Quay</h1><p>It opens&nbsp;on <b>Friday</b>, the council says.</p></td></tr>"
    alone = message(body=None)
    alone.set_content(html, subtype="html")
    assert read(written(tmp_path, alone))[0][0].body == "Quay\n\nIt opens on Friday, the council says."
    both = message(body="Open in a browser.")
    both.add_alternative(html + "<p>Much more of it is said here, and it goes on for a while.</p>", subtype="html")
    assert "Much more" in read(written(tmp_path, both))[0][0].body
    equal = message(body="It opens on Friday, the council says, so be there.")
    equal.add_alternative(html, subtype="html")
    assert read(written(tmp_path, equal))[0][0].body == "It opens on Friday, the council says, so be there."


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "unknown-charset"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "8bit", "base64"])
def test_charsets_and_transfer_encodings(tmp_path, charset, encoding):
    import base64
    import quopri

    payload = "Der Kai öffnet früh.\n".encode("utf-8" if charset == "utf-8" else "cp1252")
    coded = {"quoted-printable": quopri.encodestring, "8bit": bytes, "base64": base64.encodebytes}[encoding](payload)
    head = f"From: a@b.example\nSubject: Kai\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
    (draft,), _ = read(written(tmp_path, head.encode() + f"Content-Transfer-Encoding: {encoding}\n\n".encode() + coded))
    assert draft.body == "Der Kai öffnet früh."


def test_flowed_text_is_joined(tmp_path):
    raw = b"From: a@b.c\nSubject: S\nContent-Type: text/plain; format=flowed\n\nOne line \ngoes on.\nAnother one.\n"
    assert read(written(tmp_path, raw))[0][0].body == "One line goes on.\n\nAnother one."


def test_a_message_that_was_passed_on_is_by_who_first_sent_it(tmp_path):
    body = (
        "For the desk.\n\n---------- Forwarded message ---------\nFrom: Ana Holt <ana@council.example>\n"
        "Date: Wed, 5 Jun 2024 08:00:00 +0000\nSubject: The quay\nTo: <x@y.example>\n\nThe quay reopens.\n"
    )
    (draft,), _ = read(written(tmp_path, message("FW: The quay", "Jo Lind <jo@packet.example>", body)))
    assert (draft.headline, draft.body, draft.notes) == ("The quay", "The quay reopens.", ("For the desk.",))
    assert (draft.metadata.byline, draft.metadata.source) == ("Ana Holt", "council.example")
    assert draft.metadata.published == NewsDate("2024-06-05T08:00:00+00:00", "Date")


def test_attachments_are_files_of_their_own(store, write, folder):
    made = message()
    made.add_attachment(b"Statement\n\nWe are glad, said the council.\n", "text", "plain", filename="état.txt")
    made.add_attachment(b"PK?", "application", "msword", filename="notes.docx")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<logo@x>", disposition="inline", filename="logo.png")
    made.add_attachment(b"sig", "application", "pgp-signature", filename="signature.asc")
    made.add_attachment(message("Earlier one", body="An earlier text.\n"))
    write("release.eml", made.as_bytes(policy=SMTP))
    report = ingest([folder], store)
    ended = {each.path.removeprefix(f"{folder}/release.eml").strip("!"): each.outcome for each in store.files()}
    assert ended == {
        "": Outcome.READ,
        "état.txt": Outcome.READ,
        "notes.docx": Outcome.SKIPPED,
        "logo.png": Outcome.SKIPPED,
        "signature.asc": Outcome.SKIPPED,
        "part 5.eml": Outcome.READ,
    }
    assert report.skipped_by_type == {".docx": 1, "picture": 1, "signature": 1}
    attached = next(each for each in store.current_versions() if each.headline == "Statement")
    assert (attached.metadata.source, attached.metadata.published.iso) == (
        "Vennick Town Council", "2024-06-06T09:30:00+02:00",
    )  # fmt: skip
    assert attached.metadata.links == (Link("attachedto", "mid:quay-1@vennick.example", "Quay reopens on Friday"),)


def test_a_mailbox_gives_each_message_and_grows_without_new_versions(store, write, folder):
    first = (
        b"From a@b.example Thu Jun  6 09:30:00 2024\n"
        + message("One").as_bytes()
        + b"\n>From here on it is quoted.\n\n"
    )
    second = message("Two", body="Second text.\n")
    del second["Message-ID"]
    write("desk.mbox", first + b"From x@y.example Thu Jun  6 09:31:00 2024\r\n" + second.as_bytes() + b"\n")
    report = ingest([folder], store)
    assert (report.opened, report.read, report.new) == (1, 2, 2)
    assert set(store.paths_within(f"{folder}/desk.mbox!")) == {
        f"{folder}/desk.mbox!quay-1@vennick.example.eml",
        f"{folder}/desk.mbox!message 2.eml",
    }
    assert "From here on it is quoted." in next(
        each.text for each in store.current_versions() if "One" in each.headline
    )
    third = message("Three", body="Third text.\n")
    del third["Message-ID"]
    with (folder / "desk.mbox").open("ab") as file:
        file.write(b"From x@y.example Thu Jun  6 09:32:00 2024\n" + third.as_bytes())
    again = ingest([folder], store, prune=True)
    assert (again.new, again.changed, again.withdrawn, again.unchanged_files) == (1, 0, 0, 2)


def test_broken_messages_end_as_problems(store, write, folder):
    write("a.eml", b"From: a@b.c\nSubject: S\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nText of it.\n")
    write("b.eml", b"From: a@b.c\nSubject: S\n\n")
    write("c.eml", b"no header at all\n")
    write("d.eml", b"From: \xff\xfe <<>\nSubject: =?x?q?\nDate: nonsense\nContent-Type: ///\n\nStill a text.\n")
    report = ingest([folder], store)
    assert {each.path.rpartition("/")[2]: each.reason for each in report.failures} == {
        "a.eml": "not whole: close boundary not found",
        "b.eml": "holds no article and no caption",
        "c.eml": "is named .eml but its content is not mail; check where it came from",
        "d.eml": "no whole date in 'nonsense' (Date), left out; write it as YYYY-MM-DD",
    }
    assert sorted(each.text.split("\n")[-1] for each in store.current_versions()) == ["Still a text.", "Text of it."]


@pytest.mark.parametrize("text", ["By: Ana Holt\nDate: 2024-06-07\n\nThe quay.\n", "Subject: rain\n\nIt rained.\n"])
def test_a_text_with_a_few_labels_is_no_mail(tmp_path, text):
    assert reader_for(written(tmp_path, text.encode(), "a.txt")).name == "text"


EXPECTED = {
    "simple_email.txt": ("Test message 1234", "body text"),
    "composite_email.txt": ("single image test", "this is a test of a single image"),
    "charset_in_subject_email.txt": ("Google Apps News March 2015", "body text"),
    "odd_charset_email.txt": ("TravTalk", "Adam Scott is hoping to live up to his favourite tag"),
    "json-email.txt": ("Headline-2", "Lorem ipsum"),
    "json-email-bad-user.txt": ("Headline-2", "Lorem ipsum"),
    "googleform.txt": ("TEST NZ HEADER", "Prisoners allegedly drunk on homebrew attacked staff"),
    "googleform1.txt": ("Arnold 'worried' about maroon-clad Roar", "John Aloisi reckons Sydney FC coach"),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_messages_that_agencies_got(store, name):
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/data/formats/wire-mixed")
    ingest([SHARED / name], store)
    (version,) = store.current_versions()
    headline, words = EXPECTED[name]
    assert version.headline.startswith(headline)
    assert words in version.text
    assert version.metadata.published is not None
