"""Lines of press releases that say when they may be published."""

from email.message import EmailMessage

import pytest

from archive.model import Draft
from ingest.readers.mail import MailReader
from ingest.release_lines import release_of


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 6 AM EST 3 March 2024", "2024-03-03T06:00:00-05:00"),
        ("Embargoed until 00:01 GMT, Monday 4 March 2024", "2024-03-04T00:01:00+00:00"),
        ("STRICTLY EMBARGOED: 12:01 a.m. ET on Tuesday, March 5, 2024", "2024-03-05T00:01:00-05:00"),
        ("EMBARGO: 0001hrs UK time 4 July 2024", "2024-07-04T00:01:00+01:00"),
        ("Not for publication or broadcast before noon PT on July 4, 2024", "2024-07-04T12:00:00-07:00"),
        ("** Embargoed for release until 5 March 2024 **", "2024-03-05"),
        ("Under embargo until 10:00 CET 5 March 2024", "2024-03-05T10:00:00+01:00"),
        ("Sperrfrist: 4. März 2024, 10:00 Uhr", "2024-03-04T10:00:00"),
        ("Embargo: 9am 5 March 2034", "2034-03-05T09:00:00"),
        ("FOR IMMEDIATE RELEASE", None),
    ],
)
def test_a_line_for_desks_is_a_note_and_its_moment_the_embargo(line, until):
    problems = []
    release = release_of("Quay reopens", [f"{line}\nContact: Ana Holt", "The quay reopens."], problems)
    assert (release.embargo.iso if release.embargo else None) == until
    assert (release.paragraphs, release.lines) == (["Contact: Ana Holt", "The quay reopens."], (line,))
    assert problems == []


@pytest.mark.parametrize(
    "line",
    ["Embargo on grain exports lifted after 10 years", "Embargoes are rare.", "The embargo ran until 3 March 2024."],
)
def test_news_of_embargoes_is_no_such_line(line):
    assert release_of(line, [line, "It rained."], []).embargo is None
    assert release_of(line, [line, "It rained."], []).paragraphs == [line, "It rained."]


def test_a_day_that_is_not_whole_is_reported_and_not_guessed():
    problems = []
    assert release_of("Quay", ["Embargoed until Monday", "The quay reopens."], problems).embargo is None
    assert [problem.reason for problem in problems] == [
        "no whole date in 'Monday' (embargo line), left out; write it as YYYY-MM-DD"
    ]


def test_a_message_under_embargo(tmp_path):
    made = EmailMessage()
    made["From"], made["Subject"] = "press@vennick.example", "EMBARGOED UNTIL 5 March 2034: quay reopens"
    made["Date"] = "Thu, 06 Jun 2024 09:30:00 +0200"
    made.set_content("For immediate release\n\nThe quay at Vennick reopens.\n\nThe mayor will speak.\n")
    path = tmp_path / "a.eml"
    path.write_bytes(made.as_bytes())
    (draft,) = (item for item in MailReader().read(path) if isinstance(item, Draft))
    assert draft.metadata.embargo.iso == "2034-03-05"
    assert (draft.body, draft.notes) == (
        "The quay at Vennick reopens.\n\nThe mayor will speak.",
        ("For immediate release",),
    )
