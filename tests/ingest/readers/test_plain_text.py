"""Plain text in the shapes it comes in."""

from pathlib import Path

import pytest

from archive.model import Draft, DraftPhoto, NewsDate, Problem
from ingest.readers.plain_text import PlainTextReader

SHARED = Path(__file__).parents[3].parent / "shared"


@pytest.fixture
def read(tmp_path):
    def read_text(content):
        path = tmp_path / "a.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        items = list(PlainTextReader().read(path))
        (draft,) = (item for item in items if isinstance(item, Draft))
        draft_problems[:] = [item for item in items if isinstance(item, Problem)]
        return draft

    draft_problems = []
    read_text.problems = draft_problems
    return read_text


def test_the_seed_is_one_article_with_one_caption():
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent")
    (draft,) = PlainTextReader().read(folder / "000_d33a15baba131441.txt")
    assert draft.headline == "Iran Requests Interpol's Help to Arrest Trump Over Soleimani Killing"
    assert draft.body.startswith("Iran has issued an arrest warrant for President Donald Trump and dozens")
    assert draft.body.endswith("having mistaken it for a U.S. military aircraft.")
    assert draft.body.count("\n\n") == 13
    assert draft.notes == ("This article has been updated to include comment from Interpol.",)
    assert draft.metadata.keywords == ("Qassem Soleimani", "Iran", "Donald Trump", "prosecutor", "Interpol")
    assert draft.photos == (
        DraftPhoto(
            caption="A Iranian man carries a portrait of slain Iranian commander Qassem Soleimani in Tehran, Iran on "
            "February 11, 2020. ATTA KENARE/AFP via Getty Images/Getty",
            byline="ATTA KENARE",
            credit="ATTA KENARE/AFP via Getty Images/Getty",
            place="Tehran, Iran",
            taken=NewsDate("2020-02-11", "caption"),
        ),
    )


def test_headline_byline_date_dateline_and_captions(read):
    draft = read(
        "Strike ends\n\nBy A. Reporter and B. Writer\nMarch 4, 2014\n\n"
        "HARBOUR, March 3 (Agency) -- The strike ended.\n\nNobody won.\n\n"
        "strike, harbour, board\n"
        "Men on the quay in Harbour on March 3, 2014. ANN LEE/Packet\n"
        "The empty market.\n"
        "The board meets. (AP Photo/John Smith)\n"
    )
    assert draft.headline == "Strike ends"
    assert draft.body == "HARBOUR, March 3 (Agency) -- The strike ended.\n\nNobody won."
    metadata = draft.metadata
    assert (metadata.byline, metadata.dateline, metadata.source) == (
        "A. Reporter and B. Writer",
        "HARBOUR, March 3",
        "Agency",
    )
    assert metadata.published == NewsDate("2014-03-04", "published")
    assert metadata.keywords == ("strike", "harbour", "board")
    assert [(photo.caption, photo.byline) for photo in draft.photos] == [
        ("Men on the quay in Harbour on March 3, 2014. ANN LEE/Packet", "ANN LEE"),
        ("The empty market.", None),
        ("The board meets. (AP Photo/John Smith)", "John Smith"),
    ]


def test_wrapped_capitals_with_a_headline_on_two_lines(read):
    draft = read(
        "HARBOUR BOARD SETTLES STRIKE\nAFTER NINE DAYS\nBY JANE DOE\n\n"
        "HARBOUR, MARCH 3 (AGENCY) -- THE HARBOUR BOARD SETTLED THE\n"
        "STRIKE ON TUESDAY NIGHT AFTER NINE DAYS IN WHICH NOT ONE\n"
        "SHIP WAS UNLOADED.\n"
    )
    assert draft.headline == "HARBOUR BOARD SETTLES STRIKE AFTER NINE DAYS"
    assert draft.metadata.byline == "JANE DOE"
    assert draft.body == (
        "HARBOUR, MARCH 3 (AGENCY) -- THE HARBOUR BOARD SETTLED THE STRIKE ON TUESDAY NIGHT AFTER NINE DAYS IN WHICH "
        "NOT ONE SHIP WAS UNLOADED."
    )


def test_a_deck_before_the_byline_stays_in_the_body(read):
    draft = read("Strike ends\nNobody knows who has won\nBy Jane Doe\n\nThe strike ended.\n")
    assert (draft.headline, draft.metadata.byline) == ("Strike ends", "Jane Doe")
    assert draft.body == "Nobody knows who has won\n\nThe strike ended."


def test_no_blank_lines(read):
    draft = read(
        "Strike ends\nBy Jane Doe\nThe strike ended on Tuesday. Nobody was sure who had won, and the board said "
        "that it had not lost, which the men took to be the same thing.\nWork begins again on Thursday.\n"
        "harbour, strike, board"
    )
    assert draft.headline == "Strike ends"
    assert draft.metadata.byline == "Jane Doe"
    assert draft.body.split("\n\n")[1:] == ["Work begins again on Thursday."]
    assert draft.metadata.keywords == ("harbour", "strike", "board")


def test_lines_with_names(read):
    draft = read(
        "Title: Fire\nAuthor: Jane Doe\nDate: 3 May 2019\nSource: The Packet\nSection: News\n\n"
        "A fire burned.\n\nPhoto: Smoke over town. Photo by Ann Lee/Reuters\n\nTags: fire; smoke"
    )
    metadata = draft.metadata
    assert (draft.headline, draft.body) == ("Fire", "A fire burned.")
    assert (metadata.byline, metadata.source, metadata.section) == ("Jane Doe", "The Packet", "News")
    assert (metadata.published, metadata.keywords) == (NewsDate("2019-05-03", "date"), ("fire", "smoke"))
    assert [photo.caption for photo in draft.photos] == ["Smoke over town. Photo by Ann Lee/Reuters"]


def test_a_credit_on_a_line_of_its_own_belongs_to_the_caption_before_it(read):
    draft = read("Fire\n\nA fire burned two houses.\n\nfire, hill, houses\nSmoke on May 2, 2019.\nAnn Lee/Reuters")
    assert [(photo.caption, photo.byline) for photo in draft.photos] == [
        ("Smoke on May 2, 2019.\nAnn Lee/Reuters", "Ann Lee")
    ]


@pytest.mark.parametrize(
    ("text", "headline", "body"),
    [
        ("TOWN WINS CUP", "TOWN WINS CUP", ""),
        ("The mayor resigned on Tuesday.", "", "The mayor resigned on Tuesday."),
        ("March 3, 2014", "", "March 3, 2014"),
        ("HARBOUR, March 3 -- The strike ended.", "", "HARBOUR, March 3 -- The strike ended."),
        ("Fire\n\nThe chief, Ann Lee, came.", "Fire", "The chief, Ann Lee, came."),
        ("Fire\n\nApples, pears, and plums burned.", "Fire", "Apples, pears, and plums burned."),
        ("Fire\n\nIt burned (Reuters)", "Fire", "It burned (Reuters)"),
    ],
)
def test_short_texts_lose_nothing(read, text, headline, body):
    draft = read(text)
    assert (draft.headline, draft.body, draft.photos, draft.metadata.keywords) == (headline, body, (), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(read, encoding, line_end):
    text = "Café „zu“\n\nDas Café bleibt zu.\n\nEs gab – wie man hört – Ärger.\n"
    draft = read(text.replace("\n", line_end).encode(encoding))
    assert draft.headline == "Café „zu“"
    assert draft.body == "Das Café bleibt zu.\n\nEs gab – wie man hört – Ärger."


def test_an_impossible_date_is_left_out_and_reported(read):
    draft = read("Fire\nMarch 3, 2999\n\nA fire burned.")
    assert (draft.metadata.published, draft.body) == (None, "A fire burned.")
    assert read.problems == [
        Problem("the published date 'March 3, 2999' is impossible and was left out; correct the year")
    ]


def test_a_rights_line_is_metadata(read):
    draft = read("Fire\n\nA fire burned.\n\nfire, smoke, hill\n© 2019 The Packet. All rights reserved.")
    assert draft.metadata.rights == "© 2019 The Packet. All rights reserved."
    assert (draft.photos, draft.metadata.keywords) == ((), ("fire", "smoke", "hill"))


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_among_the_paragraphs_is_no_keyword_line(read, gap):
    lines = [
        "Market day",
        "The stalls opened at six.",
        "Bread, wine, fish",
        "All of it was sold.",
        "It rained at noon.",
    ]
    draft = read(gap.join(lines))
    assert draft.body.split("\n\n") == lines[1:]
    assert (draft.photos, draft.metadata.keywords) == ((), ())


def test_captions_apart_from_the_keywords(read):
    draft = read("Fire\n\nIt burned.\n\nfire, hill\n\nSmoke in Vennick on May 2, 2019.\n\nThe chief. ANN LEE/Packet\n")
    assert (draft.body, draft.metadata.keywords) == ("It burned.", ("fire", "hill"))
    assert [(photo.caption, photo.place) for photo in draft.photos] == [
        ("Smoke in Vennick on May 2, 2019.", "Vennick"),
        ("The chief. ANN LEE/Packet", None),
    ]


def test_byline_and_date_on_one_line(read):
    draft = read("Fire\nBy Jane Doe | May 2, 2019\n\nIt burned.")
    assert (draft.metadata.byline, draft.metadata.published.iso, draft.body) == ("Jane Doe", "2019-05-02", "It burned.")
