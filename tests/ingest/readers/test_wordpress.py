from pathlib import Path

import pytest

from archive.model import Draft, Link, NewsDate, Outcome, Problem
from ingest.readers.wordpress import WordPressReader
from ingest.registry import reader_for
from ingest.run import ingest
from ingest.shortcodes import as_html

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "formats" / "wire-mixed"

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.1/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.1/"><channel><title>Packet blog</title><language>en-GB</language>
<wp:author><wp:author_login>rf</wp:author_login><wp:author_display_name>rf</wp:author_display_name>
<wp:author_first_name>Rosalind</wp:author_first_name><wp:author_last_name>Fane</wp:author_last_name></wp:author>
<wp:author><wp:author_login>tb</wp:author_login><wp:author_display_name>Tomas Birk</wp:author_display_name></wp:author>
"""


def item(number, content="", excerpt="", kind="post", status="publish", author="rf", more="", title="A title"):
    return f"""<item><title>{title}</title><link>https://packet.example/{number}</link><dc:creator>{author}</dc:creator>
<guid isPermaLink="false">https://packet.example/?p={number}</guid><pubDate>Fri, 07 Jun 2024 07:30:00 +0000</pubDate>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>{more}</item>"""


def read(path):
    items = list(WordPressReader().read(path))
    return [each for each in items if isinstance(each, Draft)], [each for each in items if isinstance(each, Problem)]


def written(tmp_path, *items):
    path = tmp_path / "export.xml"
    path.write_text(HEAD + "".join(items) + "</channel></rss>")
    return path


POST = """<!-- wp:paragraph -->First [sic] paragraph
of two lines.

[caption id="attachment_2"]<a href="x"><img src="q.jpg" /></a> The quay at dawn. Photo: Ana Holt/Packet[/caption]

Second one [the mayor said].[gallery ids="1,2"]

[dropcap]T[/dropcap]hird.[contact-form-7 id="3"] <a href="https://x.example">Link</a>."""
FACTS = """<wp:post_date_gmt>2024-06-07 07:30:00</wp:post_date_gmt>
<wp:post_modified_gmt>2024-06-08 10:00:00</wp:post_modified_gmt>
<category domain="category" nicename="harbour">Harbour &amp; quay</category><category domain="category">News</category>
<category domain="post_tag" nicename="ferry">ferry</category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>30</wp:meta_value></wp:postmeta>"""


def test_a_post_with_captions_categories_and_dates(tmp_path):
    thumbnail = item(30, excerpt="The bridge at dusk.", kind="attachment", status="inherit", title="Bridge")
    path = written(tmp_path, item(1, POST, more=FACTS), thumbnail)
    assert isinstance(reader_for(path), WordPressReader)
    (post, picture), problems = read(path)
    assert problems == []
    assert post.body.split("\n\n") == [
        "First [sic] paragraph\nof two lines.",
        "Second one [the mayor said].",
        "Third. Link.",
    ]
    assert [(photo.caption, photo.byline) for photo in post.photos] == [
        ("The quay at dawn. Photo: Ana Holt/Packet", "Ana Holt"),
        ("The bridge at dusk.", None),
    ]
    known = post.metadata
    assert (known.byline, known.source, known.language) == ("Rosalind Fane", "Packet blog", "en-GB")
    assert (known.section, known.subjects, known.keywords) == (
        "Harbour & quay", ("Harbour & quay", "News"), ("ferry",),
    )  # fmt: skip
    assert known.published == NewsDate("2024-06-07T07:30:00+00:00", "post_date_gmt")
    assert known.updated == NewsDate("2024-06-08T10:00:00+00:00", "post_modified_gmt")
    assert (post.identity, known.url) == ("https://packet.example/?p=1", "https://packet.example/1")
    assert [photo.caption for photo in picture.photos] == ["The bridge at dusk."]


def test_what_is_not_published_is_skipped_by_name_and_type(store, write, folder):
    items = [
        item(1, "Published text."),
        item(2, "A page.", kind="page", author="tb"),
        item(3, "Not yet.", status="draft"),
        item(4, "Secret.", status="private"),
        item(5, "Later.", status="future"),
        item(6, "Locked.", more="<wp:post_password>x</wp:post_password>"),
        item(7, "Menu", kind="nav_menu_item"),
        item(8, kind="attachment", status="inherit"),
        item(9, excerpt="A loose caption.", kind="attachment", status="inherit"),
        item(10, excerpt="Of post 1.", kind="attachment", status="inherit", more="<wp:post_parent>1</wp:post_parent>"),
    ]
    write("export.xml", HEAD + "".join(items) + "</channel></rss>")
    report = ingest([folder], store)
    assert (report.files, report.read, report.skipped, report.articles, report.captions) == (7, 1, 6, 3, 2)
    assert report.skipped_by_type == {
        "status draft": 1, "status private": 1, "status future": 1, "with a password": 1, "of type nav_menu_item": 1,
        "attachment": 1,
    }  # fmt: skip
    assert {each.path.partition("!")[2] for each in report.skips} == {
        "post 3", "post 4", "post 5", "post 6", "nav_menu_item 7", "attachment 8",
    }  # fmt: skip
    texts = [version.text for version in store.current_versions()]
    assert not [text for text in texts if "Secret" in text or "Not yet" in text]
    assert store.file(f"{folder}/export.xml").outcome is Outcome.READ


def test_dates_of_zeros_are_none_and_impossible_ones_are_problems(tmp_path):
    zeros = item(1, "Text.", more="<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>")
    wrong = item(2, "Text.", more="<wp:post_date_gmt>3013-07-07 15:06:01</wp:post_date_gmt>")
    (first, second), (problem,) = read(written(tmp_path, zeros, wrong))
    assert first.metadata.published == second.metadata.published == NewsDate("2024-06-07T07:30:00+00:00", "pubDate")
    assert problem.where == "post 2"
    assert "3013" in problem.reason


def test_a_clipped_export_keeps_the_posts_before(tmp_path):
    path = written(tmp_path, item(1, "First text."), item(2, "Second text."))
    path.write_bytes(path.read_bytes()[:-300])
    drafts, problems = read(path)
    assert drafts[0].body == "First text."
    assert problems != []


EXPECTED = {
    "wordpress_wxr.xml": (5, "Starafrica to dispose assets for $6 million to clear debt", "2013-07-29T16:03:54+00:00"),
    "wordpress_wxr_funke.xml": (1, "Löst einen Mord in Mysterium Secrets & Lies", "2017-12-02T15:43:50+00:00"),
    "wordpress_wxr_thumb.xml": (2, "test", "2017-08-30T15:09:47+00:00"),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_exports_that_agencies_got(name):
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/data/formats/wire-mixed")
    drafts, _ = read(SHARED / name)
    count, headline, published = EXPECTED[name]
    assert (len(drafts), drafts[0].headline, drafts[0].metadata.published.iso) == (count, headline, published)
    if name == "wordpress_wxr_funke.xml":
        assert [photo.caption for photo in drafts[0].photos] == ["Mysterium Secrets & Lies"]
        assert "[contact_form]" not in drafts[0].body
        assert drafts[0].body.startswith("Mysterium Secrets & Lies von Asmodee Digital")
    if name == "wordpress_wxr_thumb.xml":
        assert drafts[0].metadata.links == (Link("enclosure", "https://toto.invalid/attachment.jpg"),)


@pytest.mark.parametrize("opening", ["[caption]", '[a b="', "<!-- ", "[/x]"])
def test_codes_that_never_close_cost_no_more_than_their_length(opening):
    """Each would be looked for to the end of the text, for minutes, if the patterns did not stop at the next one."""
    left = as_html(opening * 20_000 + "End.")
    assert left == ("" if opening == "[/x]" else opening * 20_000) + "End."
