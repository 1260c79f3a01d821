import json
from html import unescape
from pathlib import Path

import pytest

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Metadata, NewsDate, Problem, Weight
from ingest.readers.json_records import JsonReader
from ingest.run import ingest

SHARED = Path(__file__).parents[3].parent / "shared"


def read(tmp_path, value, name="a.json"):
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return list(JsonReader().read(path))


def test_schema_org(tmp_path):
    record = {
        "@type": "NewsArticle",
        "headline": "Flood",
        "articleBody": "VENNICK, May 1 -- It rose.\n\nThis article has been updated.",
        "author": [{"@type": "Person", "name": "Jane Doe"}],
        "publisher": {"name": "Packet", "logo": {"url": "https://x"}},
        "datePublished": "2024-05-01T06:00:00Z",
        "dateModified": "2024-05-02",
        "articleSection": ["News", "Weather"],
        "inLanguage": "en",
        "url": "https://packet.example/1",
        "keywords": "river, flood",
    }
    assert read(tmp_path, record) == [
        Draft(
            headline="Flood",
            body="VENNICK, May 1 -- It rose.",
            notes=("This article has been updated.",),
            metadata=Metadata(
                byline="Jane Doe",
                source="Packet",
                section="News",
                dateline="VENNICK, May 1",
                published=NewsDate("2024-05-01T06:00:00+00:00", "datepublished"),
                updated=NewsDate("2024-05-02", "datemodified"),
                language="en",
                url="https://packet.example/1",
                keywords=("river", "flood"),
            ),
        )
    ]


def test_creation_is_a_date_of_its_own_and_stands_in_for_publication(tmp_path):
    record = {"headline": "Flood", "body": "It rose.", "created": "2024-05-01", "published": "2024-05-02"}
    (draft,) = read(tmp_path, record)
    assert draft.metadata.published == NewsDate("2024-05-02", "published")
    assert draft.metadata.created == NewsDate("2024-05-01", "created")
    (draft,) = read(tmp_path, {"headline": "Flood", "body": "It rose.", "created_at": "2024-05-01"})
    assert draft.metadata.published == draft.metadata.created == NewsDate("2024-05-01", "createdat")
    problem, draft = sorted(
        read(tmp_path, {"headline": "Flood", "body": "It rose.", "created": "8320-05-01"}),
        key=lambda each: isinstance(each, Draft),
    )
    assert problem.reason == "the created date '8320-05-01' is impossible and was left out; correct the year"
    assert (draft.metadata.published, draft.metadata.created) == (None, None)


def test_a_news_api_answer(tmp_path):
    answer = {
        "status": "ok",
        "meta": {"total": 2},
        "articles": [
            {
                "source": {"id": None, "name": "CNN"},
                "author": None,
                "title": "Fire &amp; flood",
                "description": "Both at once.",
                "url": "https://cnn.example/1",
                "urlToImage": "https://cnn.example/1.jpg",
                "publishedAt": "2024-05-01T06:00:00Z",
                "content": "<p>It burned.</p><p>It <b>rose</b>.</p>",
            },
            {"title": "Storm", "description": "It blew.", "content": None},
        ],
    }
    first, second = read(tmp_path, answer)
    assert (first.headline, first.body, first.metadata.source) == ("Fire & flood", "It burned.\n\nIt rose.", "CNN")
    assert (second.headline, second.body) == ("Storm", "It blew.")


@pytest.mark.parametrize(
    "value",
    [
        {"title": "T", "body": "B"},
        [{"title": "T", "body": "B"}],
        {"response": {"docs": [{"webTitle": "T", "fields": {}, "bodyText": "B"}]}},
        {"hits": [{"_id": "x", "_source": {"Headline": "T", "Full_Text": "B"}}]},
        {"a1": {"title": "T", "text": ["B"]}},
    ],
)
def test_articles_are_found_however_they_are_nested(tmp_path, value):
    assert [(draft.headline, draft.body) for draft in read(tmp_path, value)] == [("T", "B")]


def test_captions(tmp_path):
    record = {
        "title": "T",
        "images": [
            {"url": "x", "caption": "The quay.", "credit": "ANN LEE/Packet"},
            {"caption": "The hill. (AP Photo/John Smith)", "photographer": "J. Smith"},
            {"url": "no caption"},
        ],
        "captions": ["The market. Photo: Bo Ek/Reuters"],
    }
    (draft,) = read(tmp_path, record)
    assert [(photo.caption, photo.byline, photo.credit) for photo in draft.photos] == [
        ("The market. Photo: Bo Ek/Reuters", "Bo Ek", "Photo: Bo Ek/Reuters"),
        ("The quay.", "ANN LEE", "ANN LEE/Packet"),
        ("The hill. (AP Photo/John Smith)", "J. Smith", "AP Photo/John Smith"),
    ]


def test_ids(tmp_path):
    marks = [{"guid": "urn:x:1"}, {"id": 17}, {"_id": "abc"}, {}]
    drafts = read(tmp_path, [{"title": "T"} | mark for mark in marks])
    assert [draft.identity for draft in drafts] == ["urn:x:1", "17", "abc", None]


def test_what_is_no_article_is_named(tmp_path):
    items = read(tmp_path, {"articles": [{"title": "T"}, {"n": 1}, {}, 7, {"title": " ", "with": ["a", "b"]}]})
    assert items[1:] == [
        Problem('no article: {"n": 1} has no headline, text or caption', "articles[1]"),
        Problem("no article: {} has no headline, text or caption", "articles[2]"),
        Problem("no article: 7 has no headline, text or caption", "articles[3]"),
        Problem('no article: {"title": " ", "with": ["a", "b"]} has no headline, text or caption', "articles[4]"),
    ]


def test_a_bad_date_is_reported_with_its_record(tmp_path):
    draft, problem = read(tmp_path, [{"title": "T", "date": "soon"}])
    assert draft.metadata.published is None
    assert problem == Problem("no whole date in 'soon' (date), left out; write it as YYYY-MM-DD", "[0]")


def test_lines_in_a_file_named_json(tmp_path):
    items = read(tmp_path, '{"title": "A"}\n{"title": "B"}\n')
    assert [draft.headline for draft in items] == ["A", "B"]


@pytest.mark.parametrize("content", ['{"title": "T"', "[1, 2", '{"a": 1}}', "[" * 100_000, '{"n": ' + "9" * 5000 + "}"])
def test_what_is_not_json_is_refused(tmp_path, content):
    with pytest.raises(UnreadableError):
        read(tmp_path, content)


def test_multihop_rag_goes_in_unconverted(store):
    path = SHARED / "data" / "multihop-rag" / "articles.jsonl"
    if not path.is_file():
        pytest.skip(f"{path} is absent")
    report = ingest([path], store)
    assert (report.read, report.articles, report.new, report.failures) == (1, 609, 609, ())
    versions = list(store.current_versions())
    first, last = versions[0], versions[608]
    assert first.headline == "200+ of the best deals from Amazon's Cyber Monday sale"
    assert (first.metadata.source, first.metadata.section) == ("Mashable", "entertainment")
    assert first.metadata.published == NewsDate("2023-11-27", "publishedat")
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert [version.headline for version in versions] == [" ".join(unescape(row["title"]).split()) for row in rows]
    assert last.metadata.byline == rows[608]["author"]
    assert len({version.metadata.source for version in versions}) == 49


@pytest.mark.parametrize(
    ("body", "stored"),
    [
        ("One &amp; two.\nThree.\n\nFour.", "One & two.\nThree.\n\nFour."),
        ("One <b>bold</b>\nline.\n\nTwo.", "One bold\nline.\n\nTwo."),
        ("<p>One\ntwo.</p>\n<p>Three.</p>", "One two.\n\nThree."),
        ("a < b & c > d", "a < b & c > d"),
    ],
)
def test_a_body_with_markup_or_entities_keeps_its_paragraphs(tmp_path, body, stored):
    assert [draft.body for draft in read(tmp_path, {"body": body})] == [stored]


@pytest.mark.parametrize("nested", [False, True])
def test_dates_in_numbers_are_read_as_the_file_writes_them_and_told_once(tmp_path, nested):
    rows = [
        {"headline": f"Of {each}", "body": "It rose.", "date": each} for each in ("03/04/63", "04/05/63", "05/18/63")
    ]
    written = {"issue": {"articles": rows}} if nested else "\n".join(map(json.dumps, rows))
    *drafts, problem = read(tmp_path, written, "a.json" if nested else "a.jsonl")
    first, second, third = (draft.metadata.published for draft in drafts)
    understood = "month first, as in other dates of its file, '63 for 1963"
    assert first == NewsDate("1963-03-04", f"date ({understood})")
    assert second == NewsDate("1963-04-05", f"date ({understood})")
    assert third == NewsDate("1963-05-18", "date ('63 for 1963)")
    assert problem == Problem(
        f"3 dates such as '03/04/63' do not say everything; read as 1963-03-04 ({understood}), with low confidence; "
        "write YYYY-MM-DD",
        weight=Weight.REMARK,
    )


def test_a_whole_file_of_time_is_dated_but_for_one_misprint(tmp_path):
    path = SHARED / "data" / "time-1963" / "corpus.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    *items, told = JsonReader().read(path)
    drafts = [each for each in items if isinstance(each, Draft)]
    (misprint,) = (each for each in items if isinstance(each, Problem))
    days = [each.metadata.published.iso for each in drafts if each.metadata.published]
    assert (len(drafts), len(days), days[0], days[9], days[-1]) == (423, 422, "1963-01-04", "1963-01-04", "1963-12-27")
    assert misprint.reason.startswith("no whole date in '431 08/30 63 PAGE 026'")
    assert told.reason.startswith("422 dates such as '01/04/63' do not say everything; read as 1963-01-04 (month first")


def test_a_json_feed_is_its_entries(tmp_path):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Vennick Packet",
        "description": "All the news of the river",
        "language": "en-GB",
        "authors": [{"name": "The desk"}],
        "items": [
            {
                "id": "https://packet.example/1",
                "url": "https://packet.example/1",
                "title": "Flood",
                "content_html": "<p>It rose.</p><figure><img src='a.jpg'><figcaption>The quay.</figcaption></figure>"
                "<p>It fell.</p>",
                "content_text": "It rose. It fell.",
                "date_published": "2024-05-01T10:00:00Z",
                "date_modified": "2024-05-02T10:00:00Z",
                "authors": [{"name": "Ann Lee"}, {"name": "Bo Ek"}],
                "tags": ["river"],
            },
            {"id": "2", "content_text": "A note.\n\nRead more"},
        ],
    }
    first, second = read(tmp_path, feed)
    assert first == Draft(
        headline="Flood",
        body="It rose.\n\nIt fell.",
        photos=(DraftPhoto(caption="The quay."),),
        metadata=Metadata(
            byline="Ann Lee and Bo Ek",
            source="Vennick Packet",
            published=NewsDate("2024-05-01T10:00:00+00:00", "datepublished"),
            updated=NewsDate("2024-05-02T10:00:00+00:00", "datemodified"),
            language="en-GB",
            url="https://packet.example/1",
            keywords=("river",),
        ),
        identity="https://packet.example/1",
    )
    assert (second.headline, second.body, second.metadata.byline) == ("", "A note.", "The desk")


def test_a_titled_list_of_articles_is_no_article(tmp_path):
    items = read(
        tmp_path, {"title": "Our archive", "articles": [{"title": "A", "body": "One."}, {"title": "B", "body": "2."}]}
    )
    assert [(draft.headline, draft.body) for draft in items] == [("A", "One."), ("B", "2.")]


@pytest.mark.parametrize(
    ("record", "headline", "body", "byline"),
    [
        (
            {"title": {"rendered": "Flood &#8217;hits&#8217;"}, "content": {"rendered": "<p>One.</p><p>Two.</p>"}},
            "Flood ’hits’",
            "One.\n\nTwo.",
            None,
        ),
        (
            {"headline": {"main": "Flood"}, "lead_paragraph": "It rose.", "byline": {"original": "By Ann Lee"}},
            "Flood",
            "It rose.",
            "Ann Lee",
        ),
        (
            {
                "webTitle": "Flood",
                "fields": {"byline": "Ann Lee", "body": "<p>One.</p><p>Two.</p>", "bodyText": "One."},
            },
            "Flood",
            "One.\n\nTwo.",
            "Ann Lee",
        ),
    ],
    ids=["wordpress", "new york times", "guardian"],
)
def test_answers_of_services_that_keep_texts_one_step_deeper(tmp_path, record, headline, body, byline):
    (draft,) = read(tmp_path, {"response": {"results": [record]}})
    assert (draft.headline, draft.body, draft.metadata.byline) == (headline, body, byline)
