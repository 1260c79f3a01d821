"""What pages call their article, who wrote it and when it was published; pages that scripts build."""

import json

import pytest

from archive.errors import UnreadableError
from archive.model import NewsDate
from ingest.html_signed_lines import signed_in_lines
from tests.ingest.readers.test_html_page import PARAGRAPHS, linked, page, read

SITE = '<meta property="og:site_name" content="Packet">'


@pytest.mark.parametrize(
    ("title", "heading", "headline"),
    [
        ("Bridge opens early - Packet", "", "Bridge opens early"),
        ("Bridge opens early | Packet", "<h1>Packet</h1><h2>Bridge opens early</h2>", "Bridge opens early"),
        ("Bridge opens - at last", "", "Bridge opens - at last"),
        ("Bridge “opens” early", "<h1>Bridge 'opens' early</h1>", "Bridge 'opens' early"),
    ],
)
def test_the_headline_is_the_printed_one_without_the_name_of_the_site(tmp_path, title, heading, headline):
    head = f'{SITE}<meta property="og:title" content="{title}">'
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    draft, _ = read(
        tmp_path / "a.html", f"<html><head>{head}</head><body><article>{heading}{body}</article></body></html>"
    )
    assert draft.headline == headline
    assert draft.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("data", "shared_as", "tab", "headings", "headline"),
    [
        # The tab is worded for search engines; the page prints the paper's own under a line above it.
        (
            "Data: span",
            "Last span goes in",
            "Data: span | Packet",
            "<h2>Bridge Last span goes in</h2>",
            "Last span goes in",
        ),
        ("Last span goes in", "Bridge: all news", "Bridge: all news", "<h1>Bridge: all news</h1>", "Last span goes in"),
        ("Last span goes in", "Bridge: the news", "Bridge: all news", "", "Last span goes in"),
        # Only a heading tells that what follows a dash is the site's name.
        ("", "Last span goes in - Vennick today", "", "<h1>1 May Last span goes in</h1>", "Last span goes in"),
        ("", "Last span goes in - at last", "", "<h1>Last span goes in - at last</h1>", "Last span goes in - at last"),
        # All names are for search engines, and the one main heading says the same in other words.
        ("", "Span of bridge set", "Span of bridge set", "<h1>Quiet day at the pier</h1>", "Span of bridge set"),
        (
            "",
            "Last span set in bridge",
            "Last span set in bridge",
            "<h1>Last span of bridge in</h1>",
            "Last span of bridge in",
        ),
        ("", "", "Last span goes in | Packet", "<h1>Packet</h1><h2>Last span goes in</h2>", "Last span goes in"),
        ("Last &amp; span", "", "", "", "Last & span"),
        # A line above the headline is left out where a dash joins it, and stays where a colon does.
        ("", "Vennick - Last span goes in", "", "<h1><i>Vennick</i> Last span goes in</h1>", "Last span goes in"),
        ("", "Last span goes in - Vennick", "", "<h1><i>Vennick</i> Last span goes in</h1>", "Last span goes in"),
        (
            "",
            "Vennick: last span in",
            "Vennick: last span in",
            "<h1><i>Vennick:</i> last span in</h1>",
            "Vennick: last span in",
        ),
        ("East Quay - Last span", "East Quay: Last span", "East Quay: Last span", "", "East Quay: Last span"),
        ("", "Sign up with us now", "Last span is in | Packet", "<h1>Last span is in</h1>", "Last span is in"),
        ("", "", "Last span : Packet | news", "<h1>Packet</h1><h3 class='entry-title'>Last span</h3>", "Last span"),
        # The tab is short, or names the page and not the article: what the only heading says is the headline.
        ("", "", "Last span | Packet", "<h1>Last span</h1><h2>Last span – a bridge</h2>", "Last span – a bridge"),
        ("", "", "Last span | Packet", "<h1>Last span</h1><h2>Last span – Packet</h2>", "Last span"),
        ("", "", "Bridges - Packet", "<h2>How we build a bridge</h2>", "How we build a bridge"),
        ("", "", "Bridges - Packet", "<h2>How we build a bridge</h2><h2>How to get there</h2>", "Bridges"),
    ],
)
def test_the_headline_among_the_names_of_a_page(tmp_path, data, shared_as, tab, headings, headline):
    head = f"{SITE}<title>{tab}</title>"
    if data:
        head += f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": data})}</script>'
    if shared_as:
        head += f'<meta property="og:title" content="{shared_as}">'
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    html = f"<html><head>{head}</head><body>{headings}<article>{body}</article></body></html>"
    assert read(tmp_path / "a.html", html)[0].headline == headline


@pytest.mark.parametrize(
    ("stated", "printed", "byline"),
    [
        ("Vennick Packet", '<a rel="author">Ann Lee</a>', "Ann Lee"),
        ("packet.example", '<p class="autor">Von Ann Lee und Bo Ek</p>', "Ann Lee and Bo Ek"),
        ("", '<p class="authors"><a class="author">Ann Lee</a> <a class="author">Bo Ek</a></p>', "Ann Lee and Bo Ek"),
        ("", '<div id="comments"><span class="author">Ann Lee</span></div>', None),
        ("", '<span class="author">Posted by Heiko</span>', "Heiko"),
        ("Redacci&oacute;n", "", "Redacción"),
        ("VP", '<a rel="author">Ann Lee</a>', "Ann Lee"),
        ("Ann Lee", '<p class="byline">By Ann Lee and Bo Ek</p>', "Ann Lee and Bo Ek"),
        ("Ann Lee", '<p class="byline">By Bo Ek</p>', "Ann Lee"),
        ("Vennick Packet - Ann Lee", "", "Ann Lee"),
        ("Ann Lee (al); Bo Ek", "", "Ann Lee and Bo Ek"),
        ({"@type": "Person", "givenName": "Ann", "familyName": "Lee"}, "", "Ann Lee"),
        ("", '<ul class="metaAuthorList"><li><a>Ann Lee</a></li></ul>', "Ann Lee"),
        ("", '<a rel="author">annlee</a>', "annlee"),
        ("", '<div class="author">More Posts</div>', None),
        ("", "<p>von Ann Lee</p>", "Ann Lee"),
        ("", "<p>A blog post by Ann Lee</p>", "Ann Lee"),
        ("", "<p>Photographs by Ann Lee</p>", None),
        ("", "<p>11.12.2019 - Ann Lee</p>", "Ann Lee"),
        ("", "<p>East Quay - Ann Lee</p>", None),
        ("", "<p>Ann Lee</p><p>on</p><p>11.12.2019</p>", "Ann Lee"),
        ("", "<p>Ann Lee</p><p>Bo Ek</p>", None),
        ("", "<p>Published by</p><p>Ann Lee</p>", "Ann Lee"),
        ("", "<p>Autor: Ann Lee</p>", "Ann Lee"),
        ("", "<p>Autor: unbekannt</p>", None),
        ("Vennick Packet", "<p>Ann Lee/Bo Ek</p>", "Ann Lee and Bo Ek"),
        ("Vennick Packet", "<p>EAST QUAY</p>", "Vennick Packet"),
        ("김하나 기자", "", "김하나"),
    ],
)
def test_the_byline_is_printed_where_the_data_name_but_the_paper(tmp_path, stated, printed, byline):
    data = {"@type": "NewsArticle", "author": stated, "publisher": {"name": "Vennick Packet"}}
    draft, _ = read(tmp_path / "a.html", page(linked(data), printed))
    assert draft.metadata.byline == byline


@pytest.mark.parametrize(
    ("shared_as", "tab", "headline"),
    [
        # Address, tab and sharing name agree: so it was published; what the data say now came later.
        ("Øster bro går åpen", "Øster bro går åpen", "Øster bro går åpen"),
        ("Øster bro går åpen", "Bridge opens", "Bridge opens early"),
        ("Band plays on", "Band plays on", "Bridge opens early"),
    ],
)
def test_the_address_tells_which_headline_the_article_was_published_under(tmp_path, shared_as, tab, headline):
    head = linked({"@type": "NewsArticle", "headline": "Bridge opens early"})
    head += f'<title>{tab}</title><meta property="og:title" content="{shared_as}">'
    head += '<link rel="canonical" href="https://packet.example/oester-bro-gaar-aapen-12">'
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    draft, _ = read(tmp_path / "a.html", f"<html><head>{head}</head><body><article>{body}</article></body></html>")
    assert draft.headline == headline


@pytest.mark.parametrize(
    ("head", "printed", "published"),
    [
        ("", "<p>21. Juni 2020</p>", "2020-06-21"),
        ("", "<p>15 августа 2016, 13:43</p>", "2016-08-15"),
        ("", "<p>Vennick, 2 novembre 2021 | 3 min</p>", "2021-11-02"),
        # Which is the month, nobody can tell.
        ("", "<p>04/05/2020</p>", None),
        (
            "",
            "<p>The next meeting of the harbour society is to be held on 5 February 2020 at the Quay house.</p>",
            None,
        ),
        ("", "<p>Aktualisiert am 22.06.2020</p><p>21.06.2020</p>", "2020-06-21"),
        ("", '<div class="comments"><time datetime="2020-06-24">24 June</time></div><p>21.06.2020</p>', "2020-06-21"),
        # When the page was last written stands in such elements as often as when it was published.
        ('<meta name="date" content="2020-06-25">', "<time>21.06.2020, 12:01 Uhr</time>", "2020-06-21"),
        ('<meta name="date" content="2020-06-21T12:01">', "<p>21.06.2020</p>", "2020-06-21T12:01:00"),
        ('<meta name="date" content="2020-06-25">', "", "2020-06-25"),
        # The paper's own day: the evening of the 20th is the 21st in Greenwich.
        (
            '<meta property="article:published_time" content="2020-06-21T04:30:59Z">',
            '<time datetime="2020-06-20 23:30:59">June 20</time>',
            "2020-06-20T23:30:59-05:00",
        ),
        (
            '<meta property="article:published_time" content="2020-06-21T04:30:59Z">',
            '<time datetime="2020-06-20 23:31:02">June 20</time>',
            "2020-06-21T04:30:59+00:00",
        ),
    ],
)
def test_the_day_of_publication(tmp_path, head, printed, published):
    draft, _ = read(tmp_path / "a.html", page(head, printed))
    assert (draft.metadata.published.iso if draft.metadata.published else None) == published


def test_a_line_further_down_says_when_it_was_published(tmp_path):
    draft, _ = read(tmp_path / "a.html", page(end="<p>Veröffentlicht am 16.08.2019</p>"))
    assert draft.metadata.published == NewsDate("2019-08-16", "printed on the page")


def shell(script):
    return f"<html><head><title>Bridge opens early</title></head><body><main></main>{script}</body></html>"


def test_the_article_that_a_page_carries_along_for_its_scripts(tmp_path):
    markup = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "<p>$$ARTICLEAD$$</p>"
    markup = f'<div><img src="1.jpg"><div class="caption">The band.</div></div>{markup}'
    state = {"props": {"items": [{"html": "<p>Ferry sold.</p>"}, {"contentHtml": markup}]}}
    for name, script in (
        ("json", f'<script type="application/json">{json.dumps(state)}</script>'),
        ("rows", pushed(f'1:{{"a":"$2"}}\n2:T{len(markup.encode()):x},{markup}3:["b"]\n')),
    ):
        draft, _ = read(tmp_path / f"{name}.html", shell(script))
        assert (draft.headline, draft.body.split("\n\n")) == ("Bridge opens early", PARAGRAPHS)
        assert [photo.caption for photo in draft.photos] == ["The band."]


def pushed(rows):
    """What pages made with Next.js hand to their scripts, in two pieces."""
    middle = len(rows) // 2
    pieces = (json.dumps([1, piece]).replace("<", "\\u003c") for piece in (rows[:middle], rows[middle:]))
    return "".join(f"<script>self.__next_f.push({piece})</script>" for piece in pieces)


def test_a_page_whose_scripts_carry_no_article_is_refused(tmp_path):
    for script in (
        pushed("1:T5,<p>abc"),
        "<script>self.__next_f.push([1,</script>",
        '<script type="application/json">[[</script>',
    ):
        with pytest.raises(UnreadableError, match="no article text"):
            read(tmp_path / "a.html", shell(script))


@pytest.mark.parametrize(
    ("label", "said", "byline"),
    [("Written by", "Ann Lee", "Ann Lee"), ("Verfasst von", "Ann Lee", "Ann Lee"), ("Reading time", "5 minutes", None)],
)
def test_the_card_for_sharing_may_name_the_writer(tmp_path, label, said, byline):
    head = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="{said}">'
    assert read(tmp_path / "a.html", page(head))[0].metadata.byline == byline


@pytest.mark.parametrize(
    ("site", "byline"), [("Dr. Ann Lee", "Ann Lee"), ("Vennick Packet", None), ("Prof. of the sea", None)]
)
def test_a_site_named_after_somebody_with_a_title_is_by_that_person(tmp_path, site, byline):
    head = f'<meta property="og:site_name" content="{site}">'
    assert read(tmp_path / "a.html", page(head))[0].metadata.byline == byline


def test_a_name_for_sharing_of_another_page_is_not_this_ones(tmp_path):
    head = (
        '<link rel="canonical" href="https://packet.example/bridges/"><meta property="og:title" content="The old span">'
    )
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    for address, headline in (("/spans/old-span/", "All of our bridges"), ("/bridges/?a=1", "The old span")):
        html = (
            f'<html><head>{head}<meta property="og:url" content="https://packet.example{address}">'
            f"<title>Bridges</title></head><body><h1>All of our bridges</h1><article>{body}</article></body></html>"
        )
        assert read(tmp_path / "a.html", html)[0].headline == headline


def test_a_line_above_the_headline_is_left_out_where_another_name_has_none(tmp_path):
    head = '<meta property="og:title" content="Quay: last span in"><meta name="twitter:title" content="Last span in">'
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    html = f"<html><head>{head}</head><body><h2><i>Quay</i> Last span in</h2><article>{body}</article></body></html>"
    assert read(tmp_path / "a.html", html)[0].headline == "Last span in"


def test_who_began_a_thread_is_its_author(tmp_path):
    data = {"@type": "DiscussionForumPosting", "headline": "Last span in", "author": {"@type": "Person", "name": "Tib"}}
    assert read(tmp_path / "a.html", page(linked(data)))[0].metadata.byline == "Tib"


def test_labels_of_a_list_of_articles_tell_nobody():
    assert signed_in_lines([], ["Autor: Ann Lee", "Text", "Autor: Bo Ek"]) == []
    assert signed_in_lines([], ["Autor: Ann Lee", "Text", "Autor:", "Ann Lee"]) == ["Ann Lee"]
