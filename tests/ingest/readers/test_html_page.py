"""Saved pages: what they say of themselves, what they print, and what is left out."""

import json
from pathlib import Path

import pytest

from archive.errors import UnreadableError
from archive.model import Draft, Link, NewsDate, Problem, Signal
from ingest.readers.html_page import HtmlReader
from tests.ingest import page_gold

DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Packet"},
        {
            "@type": ["NewsArticle"],
            "headline": "Bridge opens early",
            "author": [{"@type": "Person", "name": "Rosalind Fane"}, {"name": "Tomas Birk"}],
            "publisher": {"@type": "Organization", "name": "Vennick Packet"},
            "datePublished": "2020-06-21T06:00:00+02:00",
            "dateModified": "2020-06-21T18:20:00+02:00",
            "articleSection": "News",
            "keywords": ["bridge", "opening"],
            "inLanguage": "en",
        },
    ],
}
PARAGRAPHS = [
    "VENNICK, June 20 -- The Salters Bridge was to be opened at 11 on Saturday morning by the mayor, with a band.",
    "It was opened at 10:52 by a night nurse, who was going home and had found the barrier up on the eastern side.",
    "The band, which had been told to begin when the first car came across, began; the mayor put down the scissors.",
]


def page(head="", figure="", end=""):
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en"><head><title>Bridge opens early | Vennick Packet</title>{head}</head>
    <body><nav><ul><li><a href="/a">Home</a></li><li><a href="/b">Sport</a></li></ul></nav>
    <article><h1>Bridge opens early</h1>{figure}{paragraphs}{end}</article>
    <aside><figure><figcaption>An advertisement.</figcaption></figure></aside>
    <footer><p>Subscribe to our newsletter</p></footer></body></html>"""


def read(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    items = list(HtmlReader().read(path))
    (draft,) = (item for item in items if isinstance(item, Draft))
    return draft, [item for item in items if isinstance(item, Problem)]


def test_a_page_with_data(tmp_path):
    head = (
        f'<script type="application/ld+json">{json.dumps(DATA)}</script>'
        '<link rel="canonical" href="https://packet.example/2020/bridge">'
    )
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "1.jpg").write_bytes(b"")
    figure = (
        '<figure><img src="a_files/1.jpg"><figcaption>Walkers in Vennick on June 20, 2020. '
        '<span class="credit">DAVIT SOLANO/Packet</span></figcaption></figure>'
    )
    draft, problems = read(
        tmp_path / "a.html", page(head, figure, "<p>This article has been updated to add the crowd.</p>")
    )
    assert problems == []
    assert draft.headline == "Bridge opens early"
    assert draft.body.split("\n\n") == PARAGRAPHS
    assert draft.notes == ("This article has been updated to add the crowd.",)
    assert draft.identity == "https://packet.example/2020/bridge"
    metadata = draft.metadata
    assert (metadata.byline, metadata.source) == ("Rosalind Fane and Tomas Birk", "Vennick Packet")
    assert metadata.published == NewsDate("2020-06-21T06:00:00+02:00", "datePublished")
    assert metadata.updated == NewsDate("2020-06-21T18:20:00+02:00", "dateModified")
    assert (metadata.section, metadata.language, metadata.dateline) == ("News", "en", "VENNICK, June 20")
    assert metadata.keywords == ("bridge", "opening")
    (photo,) = draft.photos
    assert photo.caption == "Walkers in Vennick on June 20, 2020. DAVIT SOLANO/Packet"
    assert (photo.byline, photo.credit, photo.place) == ("DAVIT SOLANO", "DAVIT SOLANO/Packet", "Vennick")
    assert photo.path == str(tmp_path / "a_files" / "1.jpg")


def test_a_page_with_meta_elements(tmp_path):
    head = (
        '<meta property="og:title" content="Bridge opens early"><meta property="og:site_name" content="Packet">'
        '<meta name="author" content="By Jane Doe"><meta property="article:published_time" content="2020-06-21">'
        '<meta property="article:section" content="News"><meta name="news_keywords" content="bridge, opening">'
        '<meta property="og:url" content="https://packet.example/1">'
    )
    draft, _ = read(tmp_path / "a.html", page(head))
    metadata = draft.metadata
    assert (draft.headline, metadata.byline, metadata.source) == ("Bridge opens early", "Jane Doe", "Packet")
    assert metadata.published == NewsDate("2020-06-21", "datePublished")
    assert (metadata.section, metadata.url) == ("News", "https://packet.example/1")
    assert metadata.keywords == ("bridge", "opening")


def test_a_page_that_says_nothing_of_itself(tmp_path):
    figure = '<p class="byline">By Jane Doe</p><time datetime="2020-06-21">yesterday</time>'
    draft, _ = read(tmp_path / "a.html", page(figure=figure))
    assert (draft.headline, draft.metadata.byline) == ("Bridge opens early", "Jane Doe")
    assert draft.metadata.published == NewsDate("2020-06-21", "time")
    assert [text for text in draft.body.split("\n\n") if text in PARAGRAPHS] == PARAGRAPHS
    assert "newsletter" not in draft.body


def test_a_bad_date_in_the_data_is_reported(tmp_path):
    draft, problems = read(tmp_path / "a.html", page('<meta property="article:published_time" content="soon">'))
    assert draft.metadata.published is None
    assert problems == [Problem("no whole date in 'soon' (datePublished), left out; write it as YYYY-MM-DD")]


def test_a_page_built_by_scripts_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match="no article text; pages that are built by scripts"):
        read(tmp_path / "a.html", "<html><body><script>document.write('news')</script></body></html>")


def test_the_declared_encoding_is_used(tmp_path):
    text = page('<meta charset="iso-8859-2">').replace("band", "żółw")
    draft, _ = read(tmp_path / "a.html", text.encode("iso-8859-2"))
    assert "with a żółw." in draft.body


@pytest.mark.parametrize(
    ("head", "name", "known"),
    [
        (b"<!DOCTYPE html><html>", "a.html", True),
        (b"\n<!-- x --><HTML>", "page", True),
        (b"<p>One.</p>", "a.htm", True),
        (b"plain words", "a.html", False),
        (b"plain words", "a.txt", False),
        (b'<?xml version="1.0"?><nitf>', "a.xml", False),
    ],
)
def test_a_page_is_known_by_its_content(head, name, known):
    assert HtmlReader().recognises(head, Path(name)) is known


def test_some_real_pages_keep_what_they_must_and_drop_what_they_must_not(shared):
    assert strings_f1(shared / "html" / "trafilatura", every=5) >= 0.92


@pytest.mark.slow
def test_all_real_pages_keep_what_they_must_and_drop_what_they_must_not(shared):
    assert strings_f1(shared / "html" / "trafilatura", every=1) >= 0.92


def strings_f1(folder, every):
    kept = lost = stray = 0
    for record in json.loads((folder / "gold.json").read_text())[::every]:
        (draft,) = (item for item in HtmlReader().read(folder / record["file"]) if isinstance(item, Draft))
        text = " ".join(f"{draft.headline} {draft.body} {' '.join(draft.notes)}".split())
        found = [" ".join(each.split()) in text for each in record["with"]]
        kept += sum(found)
        lost += len(found) - sum(found)
        stray += sum(" ".join(each.split()) in text for each in record["without"])
    precision, recall = kept / (kept + stray), kept / (kept + lost)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.slow
def test_pages_of_many_papers_against_their_gold(shared):
    scores = page_gold.measure(page_gold.fundus(shared / "html" / "fundus"))
    figures = {what: scores.share(what) for what in scores.counts}
    floors = {"body": 0.95, "title": 0.93, "date": 0.97, "authors": 0.87, "captions": 0.84}
    assert all(figures[what] >= floor for what, floor in floors.items()), (figures, scores.misses)


@pytest.mark.slow
def test_pages_of_any_site_against_their_gold(shared):
    # Titles and authors fall short of what was aimed at: docs/formats.md says why.
    scores = page_gold.measure(page_gold.trafilatura(shared / "html" / "trafilatura"))
    figures = {what: scores.share(what) for what in scores.counts}
    floors = {"title": 0.87, "date": 0.92, "authors": 0.70}
    assert all(figures[what] >= floor for what, floor in floors.items()), (figures, scores.misses)


@pytest.mark.parametrize(
    ("figure", "captions"),
    [
        (
            '<figure><figcaption>The quay. <span class="caption-extra">At six.</span></figcaption>'
            '<p class="credit">Foto: Ann Lee</p></figure>',
            [("The quay. At six.\nFoto: Ann Lee", "Ann Lee")],
        ),
        ("<figure><figcaption>Foto: Ann Lee</figcaption></figure>", []),
        ("<figure><figcaption>By Jane Doe</figcaption></figure>", []),
        ("<figure><figcaption>One.</figcaption></figure>" * 2, [("One.", None)]),
        ('<div><img src="x.jpg"><p class="wp-caption-text">The hill.</p></div>', [("The hill.", None)]),
    ],
)
def test_what_a_figure_prints_is_one_caption(tmp_path, figure, captions):
    draft, _ = read(tmp_path / "a.html", page(figure=figure))
    assert [(photo.caption, photo.byline) for photo in draft.photos] == captions


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


def linked(*objects):
    return "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in objects)


def test_a_creation_date_stands_in_and_one_that_cannot_be_is_reported(tmp_path):
    said = {"@type": "NewsArticle", "headline": "Bridge", "dateCreated": "2020-06-19T08:00:00+02:00"}
    draft, problems = read(tmp_path / "a.html", page(linked(said)))
    assert (draft.metadata.published, problems) == (NewsDate("2020-06-19T08:00:00+02:00", "dateCreated"), [])
    printed = '<meta property="article:published_time" content="2020-06-20">'
    draft, problems = read(tmp_path / "b.html", page(linked(said) + printed))
    assert draft.metadata.published == NewsDate("2020-06-20", "datePublished")
    draft, problems = read(tmp_path / "c.html", page(linked(said | {"dateCreated": "8320-06-19"}) + printed))
    assert draft.metadata.created is None
    assert [each.reason for each in problems] == [
        "the dateCreated date '8320-06-19' is impossible and was left out; correct the year"
    ]


def test_what_the_data_say_of_an_article(tmp_path):
    article = {
        "@type": "NewsArticle",
        "headline": "Bridge opens early",
        "alternativeHeadline": PARAGRAPHS[0],
        "author": {"@id": "#fane"},
        "dateCreated": "2020-06-19",
        "correction": [{"@type": "CorrectionComment", "text": "The nurse was on her way home."}],
        "copyrightHolder": {"name": "Packet &amp; Co"},
        "copyrightYear": 2020,
        "version": 3,
        "about": [{"@type": "Thing", "name": "Bridges"}, {"@type": "Person", "name": "Ada Quill"}],
        "mentions": [{"@type": "City", "name": "Vennick"}, {"@type": "NewsMediaOrganization", "name": "Courier"}],
        "contentLocation": {"@type": "Place", "name": "East Quay"},
        "isBasedOn": "https://courier.example/1",
        "citation": [{"@type": "Report", "name": "Inquiry", "url": "https://town.example/2"}, {"name": "no address"}],
    }
    head = linked({"@graph": [article, {"@id": "#fane", "@type": "Person", "name": "Rosalind Fane"}]})
    draft, problems = read(tmp_path / "a.html", page(head))
    said = draft.metadata
    assert problems == []
    assert (said.byline, said.created.iso, said.version_label) == ("Rosalind Fane", "2020-06-19", "3")
    assert (said.subheads, said.rights) == ((PARAGRAPHS[0],), "© 2020 Packet & Co")
    assert (said.signals, draft.notes) == ((Signal.CORRECTION,), ("The nurse was on her way home.",))
    assert (said.people, said.organisations) == (("Ada Quill",), ("Courier",))
    assert (said.places, said.subjects) == (("Vennick", "East Quay"), ("Bridges",))
    assert said.links == (
        Link("isBasedOn", "https://courier.example/1"),
        Link("citation", "https://town.example/2", "Inquiry"),
    )


def test_the_article_of_the_page_counts_not_one_that_it_links_to(tmp_path):
    teaser = {"@type": "NewsArticle", "headline": "Ferry sold", "url": "https://packet.example/2"}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": teaser}]}
    own = {"@type": "NewsArticle", "headline": "Bridge opens early", "mainEntityOfPage": "https://packet.example/1"}
    link = '<link rel="canonical" href="https://packet.example/1">'
    draft, _ = read(tmp_path / "a.html", page(linked(listed, own)))
    assert draft.headline == "Bridge opens early"
    draft, _ = read(tmp_path / "b.html", page(linked(teaser, own) + link))
    assert (draft.headline, draft.identity) == ("Bridge opens early", "https://packet.example/1")


def test_broken_or_endless_data_do_not_harm_a_page(tmp_path):
    deep = "[" * 100_000
    loop = linked({"@type": "NewsArticle", "@id": "#a", "author": {"@id": "#a"}, "correction": {"text": ""}})
    head = f'<script type="application/ld+json">{deep}</script><script type="application/ld+json">{{"a"</script>{loop}'
    draft, problems = read(tmp_path / "a.html", page(head))
    assert (draft.headline, draft.notes, problems) == ("Bridge opens early", (), [])


def test_microdata(tmp_path):
    figure = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="2020-06-21">'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann Lee</b></span>'
        '<a itemprop="articleSection" href="">News</a><meta itemprop="keywords" content="bridge, nurse"></div>'
    )
    draft, _ = read(tmp_path / "a.html", page(figure=figure))
    said = draft.metadata
    assert (said.byline, said.published.iso, said.section) == ("Ann Lee", "2020-06-21", "News")
    assert said.keywords == ("bridge", "nurse")


def test_the_entries_of_a_live_blog_in_order(tmp_path):
    entries = [
        {
            "@type": "BlogPosting",
            "headline": "Band begins",
            "articleBody": "It began.",
            "datePublished": "2020-06-20T10:53Z",
        },
        {"@type": "BlogPosting", "headline": "A nurse…", "articleBody": "<p>A nurse drove across.</p><p>Alone.</p>"},
        {"@type": "BlogPosting"},
    ]
    live = {
        "@type": "LiveBlogPosting",
        "headline": "Bridge opens",
        "articleBody": "All day.",
        "liveBlogUpdate": entries,
    }
    draft, _ = read(tmp_path / "a.html", page(linked(live)))
    assert draft.body.split("\n\n") == [
        "All day.",
        "2020-06-20 10:53 Band begins",
        "It began.",
        "A nurse drove across.",
        "Alone.",
    ]


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
