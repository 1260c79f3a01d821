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
    floors = {"body": 0.95, "title": 0.93, "date": 0.97, "authors": 0.88, "captions": 0.84}
    assert all(figures[what] >= floor for what, floor in floors.items()), (figures, scores.misses)


@pytest.mark.slow
def test_pages_of_any_site_against_their_gold(shared):
    scores = page_gold.measure(page_gold.trafilatura(shared / "html" / "trafilatura"))
    figures = {what: scores.share(what) for what in scores.counts}
    floors = {"title": 0.93, "title in its capitals": 0.91, "date": 0.92, "authors": 0.80}
    assert all(figures[what] >= floor for what, floor in floors.items()), (figures, scores.misses)


@pytest.mark.parametrize(
    ("figure", "captions"),
    [
        (
            '<figure><figcaption>The quay. <span class="caption-extra">At six.</span></figcaption>'
            '<p class="credit">Foto: Ann Lee</p></figure>',
            [("The quay. At six.\nFoto: Ann Lee", "Ann Lee")],
        ),
        (
            '<figure><figcaption><div class="imgCopyright">Ann Lee/AFP</div><div>The quay.</div></figcaption></figure>',
            [("The quay.\nAnn Lee/AFP", "Ann Lee")],
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


def test_a_lead_that_the_page_prints_apart_opens_the_text(tmp_path):
    lead = "The bridge that took four years to build was opened eight minutes early by a nurse on her way home."
    data = {"@type": "NewsArticle", "headline": "Bridge opens early", "description": lead}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    printed = page(head).replace("<article>", f'<div class="share"><p class="lead">{lead}</p></div><article>')
    draft, _ = read(tmp_path / "a.html", printed)
    assert draft.body.split("\n\n") == [lead, *PARAGRAPHS]
    assert draft.metadata.subheads == (lead,)
    draft, _ = read(tmp_path / "b.html", page(head))
    assert draft.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("line", ["Latest update May 6th, 2022 12:49 AM", "May 06, 2022 News", "May 6, 2022"])
def test_a_day_alone_above_the_text_is_no_part_of_it(tmp_path, line):
    draft, _ = read(tmp_path / "a.html", page(figure=f"<p>{line}</p>"))
    assert draft.body.split("\n\n") == PARAGRAPHS


def test_a_section_that_the_data_have_as_addresses_do_is_told_by_the_meta_elements(tmp_path):
    data = {"@type": "NewsArticle", "headline": "Bridge opens early", "articleSection": "local-news"}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    draft, _ = read(tmp_path / "a.html", page(head + '<meta property="article:section" content="Local news">'))
    assert draft.metadata.section == "Local news"
    draft, _ = read(tmp_path / "b.html", page(head))
    assert draft.metadata.section == "local-news"
