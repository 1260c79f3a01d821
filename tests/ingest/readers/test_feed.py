"""Feeds of our own, then every feed of feedparser's tests: what it expects stands in each file's first comment."""

import ast
import re
from datetime import datetime
from pathlib import Path

import pytest

from archive.model import Draft, Link, NewsDate, Problem, Weight
from ingest.encoding import decode_html
from ingest.html_text import plain
from ingest.normalise import one_line
from ingest.readers.feed import FeedReader
from ingest.registry import reader_for

FEEDS = Path(__file__).parents[3].parent / "shared" / "data" / "formats" / "feeds"

RSS = """<?xml version="1.0" encoding="iso-8859-1"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Vennick Packet</title>
<language>en-gb</language><copyright>\xa9 Packet</copyright>
<item><title>Caf\xe9 &amp; quay reopen</title><link>https://packet.example/quay?utm_source=rss</link>
<guid isPermaLink="false">packet-17</guid><dc:creator>Rosalind Fane</dc:creator><category>Harbour</category>
<pubDate>Fri, 07 Jun 2024 09:30:00 +0200</pubDate><description>In short.</description>
<content:encoded><![CDATA[<p>VENNICK, June 7 -- The quay reopened.</p><figure><img src="q.jpg"><figcaption>The quay at
dawn. Photo: Davit Solano/Packet</figcaption></figure><p>All of it.</p>
<p>Correction: an earlier version said Friday.</p>]]></content:encoded>
<media:group><media:content url="https://packet.example/a.jpg"><media:title>Bridge</media:title>
<media:description>The bridge at dusk.</media:description><media:credit>Ana Holt</media:credit></media:content>
<media:content url="https://packet.example/b.jpg"><media:description><![CDATA[The <b>ferry</b>.]]></media:description>
</media:content></media:group><enclosure url="https://packet.example/a.mp3" length="1" type="audio/mpeg"/></item>
<item><title>Second</title><guid>https://packet.example/2</guid>
<description>Only &lt;em&gt;this&lt;/em&gt;.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Bote</title>
<author><name>Redaktion</name></author>
<rights>frei</rights><entry xml:lang="fr"><id>tag:bote.example,2024:1</id><title type="text">A &lt;b&gt; C</title>
<updated>2024-06-07T10:00:00Z</updated><link rel="related" href="https://bote.example/0" title="Vorher"/>
<link href="https://bote.example/1"/><author><name>Eva Kern</name></author><author><name>Jo Lind</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un.</p><p>Deux.</p></div></content></entry>
<entry><id>tag:bote.example,2024:2</id><title>Zwei</title><published>2024-06-06T10:00:00Z</published>
<updated>2024-06-07T11:00:00Z</updated><summary>Kurz.</summary></entry></feed>"""


def read(path):
    items = list(FeedReader().read(path))
    return [each for each in items if isinstance(each, Draft)], [each for each in items if isinstance(each, Problem)]


def test_a_full_content_rss_feed(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(RSS.encode("latin-1"))
    assert isinstance(reader_for(path), FeedReader)
    (first, second), problems = read(path)
    assert problems == []
    assert (first.headline, first.identity) == ("Café & quay reopen", "packet-17")
    assert first.body == "VENNICK, June 7 -- The quay reopened.\n\nAll of it."
    assert first.notes == ("Correction: an earlier version said Friday.",)
    known = first.metadata
    assert (known.byline, known.source, known.dateline) == ("Rosalind Fane", "Vennick Packet", "VENNICK, June 7")
    assert (known.language, known.rights, known.keywords) == ("en-gb", "© Packet", ("Harbour",))
    assert known.published == NewsDate("2024-06-07T09:30:00+02:00", "published")
    assert known.url == "https://packet.example/quay?utm_source=rss"
    assert known.links == (Link("enclosure", "https://packet.example/a.mp3"),)
    assert [(each.caption, each.headline, each.credit) for each in first.photos] == [
        ("The quay at dawn. Photo: Davit Solano/Packet", None, "Photo: Davit Solano/Packet"),
        ("The bridge at dusk.", "Bridge", "Ana Holt"),
        ("The ferry.", None, None),
    ]
    assert (second.body, second.identity, second.metadata.url) == (
        "Only this.", "https://packet.example/2", "https://packet.example/2",
    )  # fmt: skip


def test_an_atom_feed(tmp_path):
    path = tmp_path / "a.atom"
    path.write_text(ATOM)
    (first, second), problems = read(path)
    assert problems == []
    assert (first.headline, first.body) == ("A <b> C", "Un.\n\nDeux.")
    assert (first.metadata.byline, first.metadata.language) == ("Eva Kern and Jo Lind", "fr")
    assert first.metadata.published == NewsDate("2024-06-07T10:00:00+00:00", "updated")
    assert first.metadata.links == (Link("related", "https://bote.example/0", "Vorher"),)
    assert (second.metadata.byline, second.metadata.rights, second.metadata.language) == ("Redaktion", "frei", "de")
    assert second.metadata.published == NewsDate("2024-06-06T10:00:00+00:00", "published")
    assert second.metadata.updated == NewsDate("2024-06-07T11:00:00+00:00", "updated")


def test_an_ill_formed_feed_keeps_its_entries_and_says_where_it_is_broken(tmp_path):
    path = tmp_path / "a.rss"
    path.write_text("<rss><channel>\n<item><title>One & two</title>\n<description>First.</description></item></rss>")
    (draft,), (problem,) = read(path)
    assert (draft.headline, draft.body) == ("One & two", "First.")
    assert problem.where == "line 3"
    assert problem.reason.startswith("not well-formed: ")


def test_a_date_that_cannot_be_is_a_problem_of_its_entry(tmp_path):
    path = tmp_path / "a.rss"
    path.write_text("<rss><channel><item><title>A</title><pubDate>31 Jun 3024</pubDate></item></channel></rss>")
    (draft,), (problem,) = read(path)
    assert (draft.metadata.published, problem.where) == (None, "entry 1")


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path):
    path = tmp_path / "a.rss"
    path.write_text(
        '<!DOCTYPE rss [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>T &b; &x;</title><link>http://127.0.0.1:9/x</link></item></channel></rss>"
    )
    (draft,), _ = read(path)
    assert "haha" not in draft.headline
    assert "root" not in draft.headline


def test_a_feed_without_entries_holds_no_article(tmp_path):
    path = tmp_path / "a.rss"
    path.write_text("<rss version='2.0'><channel><title>Packet</title></channel></rss>")
    assert read(path) == ([], [Problem("is a feed without entries", weight=Weight.NO_NEWS)])


def moment(value):
    return value.replace("Z", "+00:00")


MAPPED = {
    "['title']": lambda draft, value: draft.headline == one_line(plain(value)),
    "['author']": lambda draft, value: draft.metadata.byline == value,
    "['author_detail']['name']": lambda draft, value: draft.metadata.byline == value,
    "['authors'][0]['name']": lambda draft, value: (draft.metadata.byline or "").startswith(value),
    "['authors'][1]['name']": lambda draft, value: (draft.metadata.byline or "").endswith(value),
    "['content'][0]['value']": lambda draft, value: draft.body == plain(value),
    "['description']": lambda draft, value: draft.body == plain(value),
    "['summary']": lambda draft, value: draft.body == one_line(re.sub("<[^>]*>", "", value)),
    "['link']": lambda draft, value: draft.metadata.url == value,
    "['published']": lambda draft, value: draft.metadata.published.iso == moment(value),
    ".link": lambda draft, value: draft.metadata.url == value,
    "['updated_parsed']": lambda draft, value: (
        draft.metadata.updated.iso == f"{datetime(*value[:6]).isoformat()}+00:00"
    ),
    "['updated']": lambda draft, value: draft.metadata.updated.iso == moment(value),
    "['publisher']": lambda draft, value: draft.metadata.source == value,
    "['rights']": lambda draft, value: draft.metadata.rights == one_line(plain(value)),
    "['source']['rights']": lambda draft, value: draft.metadata.rights == one_line(plain(value)),
    "['source']['title']": lambda draft, value: draft.metadata.source == one_line(plain(value)),
    "['tags'][1]['term']": lambda draft, value: draft.metadata.keywords[1] == value,
    "['enclosures'][0]['url']": lambda draft, value: Link("enclosure", value) in draft.metadata.links,
    "['links'][0]['rel']": lambda draft, value: value == "alternate" or draft.metadata.links[0].relation == value,
    "['links'][0]['href']": lambda draft, value: draft.metadata.links[0].target == value,
}
"""What feedparser calls a field of an entry, and how a draft has it. Not kept: mail addresses, comments, sizes, types,
feeds' own fields but their title, language and rights, places on a map. A feed that does not say its encoding is
decoded as feedparser would."""

CLAUSE = re.compile(r"entries\[0\](?P<field>(?:\.link|(?:\['?\w+'?\])+)) == (?P<value>'(?:[^'\\]|\\.)*'|\([\d, ]+\))")


def expectation(path):
    text = path.read_bytes().decode("utf-8", "replace")
    found = re.search(r"Expect:\s*(.*?)\s*(?:\n|-->)", text)
    return found[1] if found else ""


def test_every_feed_is_read_as_feedparser_expects():
    if not FEEDS.is_dir():
        pytest.skip("needs ../shared/data/formats/feeds")
    checked, wrong, unmapped, broken_unsaid = 0, [], 0, []
    for path in sorted(FEEDS.rglob("*.xml")):
        expected = expectation(path)
        drafts, problems = read(path)
        clauses = [each for each in CLAUSE.finditer(expected) if each["field"] in MAPPED]
        encoding = re.search(r"encoding == '(.*)'", expected)
        unmapped += not clauses and not encoding
        if encoding:
            checked += 1
            assert decode_html(path.read_bytes()) == path.read_bytes().decode(encoding[1], "replace"), path.name
        for clause in clauses:
            checked += 1
            if not MAPPED[clause["field"]](drafts[0], ast.literal_eval(clause["value"])):
                wrong.append((path.name, clause.group(), drafts[0]))
        if expected == "bozo" and not problems:
            broken_unsaid.append(path.name)
    assert wrong == []
    assert broken_unsaid == []
    assert (checked, unmapped) == (40, 62)


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("<p><a href='x'>Read more</a></p>", False),
        ("<p>Continue reading Flood in Vennick →</p>", False),
        ("<p>The post <a href='x'>Flood</a> appeared first on <a href='y'>Packet</a>.</p>", False),
        ("<p>Der Beitrag Flut erschien zuerst auf Bote.</p>", False),
        ("<p><a href='x'>Lire la suite</a></p><p>L’article Crue est apparu en premier sur Le Quai.</p>", False),
        ("<p>Read more than one book a year, said the mayor of Vennick on Friday.</p>", True),
        ("<p>The post office stayed shut.</p>", True),
    ],
)
def test_lines_that_only_lead_back_to_the_page_are_left_out(tmp_path, last, kept):
    path = tmp_path / "a.rss"
    path.write_text(
        f"<rss version='2.0'><channel><item><title>Flood</title><description><![CDATA[<p>It rose.</p>{last}]]>"
        "</description></item></channel></rss>"
    )
    (draft,), _ = read(path)
    assert draft.body.split("\n\n")[0] == "It rose."
    assert ("\n\n" in draft.body) is kept
