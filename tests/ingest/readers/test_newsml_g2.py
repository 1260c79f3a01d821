import base64

import pytest

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Link, Metadata, NewsDate, Problem, PubStatus, Signal
from ingest.readers.newsml_g2 import NewsmlG2Reader
from ingest.registry import reader_for

NAMESPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def read(tmp_path, xml, name="a.xml"):
    path = tmp_path / name
    path.write_bytes(xml if isinstance(xml, bytes) else xml.encode())
    assert reader_for(path).name == "newsml-g2"
    return list(NewsmlG2Reader().read(path))


def item(meta="", content="", body="", guid="urn:newsml:packet:1", tag="newsItem", rest=""):
    return (
        f'<{tag} {NAMESPACE} guid="{guid}" version="2" xml:lang="en"><itemMeta>{meta}</itemMeta>'
        f"<contentMeta>{content}</contentMeta>{rest}<contentSet>{body}</contentSet></{tag}>"
    )


def xhtml(words):
    return (
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>t</title></head><body>{words}</body></html></inlineXML>"
    )


TEXT = item(
    meta="""<itemClass qcode="ninat:text"/><provider literal="packet.example"/>
      <versionCreated>2024-05-02T09:00:00+01:00</versionCreated><firstCreated>2024-05-01T08:00:00+01:00</firstCreated>
      <embargoed>2999-01-01T00:00:00Z</embargoed><pubStatus qcode="stat:withheld"/>
      <edNote>Corrects height in para 2</edNote><edNote role="x:private">Call Tom</edNote>
      <signal qcode="sig:correction"/><signal qcode="sig:update"/>
      <link rel="irel:evolvedFrom" residref="urn:newsml:packet:0"><title>Rain</title></link>
      <link rel="irel:seeAlso" href="https://packet.example/map"/>""",
    content="""<urgency>3</urgency><contentCreated>2024-05-01T07:00:00+01:00</contentCreated>
      <located qcode="c:v"><name>Vennick</name><broader><name>Moleshire</name></broader></located>
      <by>By Jane Doe</by><by>Ali Rau</by><infoSource><name>Vennick Packet</name></infoSource><language tag="en-GB"/>
      <keyword>flood</keyword><slugline>River-Flood</slugline>
      <subject type="cpnat:abstract" qcode="medtop:06005000">
        <name xml:lang="de">Flut</name><name xml:lang="en">flood</name></subject>
      <subject type="cpnat:abstract" qcode="medtop:1"/><subject type="cpnat:person" qcode="p:1"/>
      <subject type="cpnat:organisation" literal="Mole Bank"/><subject type="cpnat:geoArea"><name>Quay</name></subject>
      <subject type="x:category" qcode="desk:news"><name>News</name></subject>
      <headline>River rises</headline><headline role="hld:subHeadline">Hundreds leave</headline>""",
    rest="<rightsInfo><copyrightNotice>© Packet</copyrightNotice>"
    "<usageTerms>Not for use abroad</usageTerms></rightsInfo>"
    '<assert qcode="p:1"><name>Ada Fane</name></assert>',
    body=xhtml("<p>River rises</p><p>VENNICK (Agency) - The river rose.</p><h2>Quay</h2><p>All left.</p>"),
)  # fmt: skip


def test_a_text_with_all_that_belongs_to_it(tmp_path):
    assert read(tmp_path, TEXT) == [
        Draft(
            headline="River rises",
            body="Hundreds leave\n\nVENNICK (Agency) - The river rose.\n\nQuay\n\nAll left.",
            notes=("Corrects height in para 2",),
            metadata=Metadata(
                subheads=("Hundreds leave", "Quay"),
                byline="Jane Doe and Ali Rau",
                source="Vennick Packet",
                section="News",
                dateline="VENNICK",
                published=NewsDate("2024-05-01T08:00:00+01:00", "firstCreated"),
                updated=NewsDate("2024-05-02T09:00:00+01:00", "versionCreated"),
                created=NewsDate("2024-05-01T07:00:00+01:00", "contentCreated"),
                embargo=NewsDate("2999-01-01T00:00:00+00:00", "embargoed"),
                language="en-GB",
                rights="© Packet; Not for use abroad",
                pub_status=PubStatus.WITHHELD,
                signals=(Signal.UPDATE, Signal.CORRECTION),
                version_label="2",
                urgency=3,
                keywords=("flood", "River-Flood"),
                subjects=("flood", "medtop:1", "News"),
                places=("Quay", "Vennick", "Moleshire"),
                people=("Ada Fane",),
                organisations=("Mole Bank",),
                links=(
                    Link("evolvedFrom", "urn:newsml:packet:0", "Rain"),
                    Link("seeAlso", "https://packet.example/map"),
                ),
            ),
            identity="urn:newsml:packet:1",
            evolved_from=("urn:newsml:packet:0",),
        )
    ]


def test_a_picture_finds_its_largest_file(tmp_path):
    (tmp_path / "small.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "packet_1-BASE").write_bytes(b"\xff\xd8\xff" + b"0" * 9)
    picture = item(
        meta='<itemClass qcode="ninat:picture"/>',
        content="""<contentCreated>2024-05-01T07:00:00Z</contentCreated><creditline>Packet Pictures</creditline>
          <located type="cptype:city"><name>Vennick</name>
          <broader type="cptype:country"><name>Mole</name></broader></located>
          <creator role="c:photographer"><name>Sam Oake</name></creator><headline>Quay</headline>
          <description role="drol:caption">The quay under water.</description>""",
        body='<remoteContent href="small.jpg" size="3"/>'
        '<remoteContent href="https://x/y" residref="packet:1-BASE" size="9"/>',
    )
    (draft,) = read(tmp_path, picture)
    assert draft.headline == "Quay"
    assert draft.body == ""
    assert draft.photos == (
        DraftPhoto(
            caption="The quay under water.",
            headline="Quay",
            byline="Sam Oake",
            credit="Packet Pictures",
            place="Vennick",
            city="Vennick",
            country="Mole",
            taken=NewsDate("2024-05-01T07:00:00+00:00", "contentCreated"),
            path=str(tmp_path / "packet_1-BASE"),
        ),
    )


def test_a_picture_with_a_headline_only(tmp_path):
    picture = item(meta='<itemClass qcode="ninat:picture"/>', content="<headline>The quay</headline>")
    (draft,) = read(tmp_path, picture)
    assert (draft.headline, [photo.caption for photo in draft.photos]) == ("", ["The quay"])


def test_text_in_nitf_gives_what_the_item_leaves_out(tmp_path):
    nitf = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
      <head><docdata><urgency ed-urg="5"/></docdata></head><body><body.head><hedline><hl1>Flood</hl1></hedline>
      <byline>By Jane Doe</byline><dateline>QUAY</dateline></body.head><body.content><p>It rose.</p>
      <media media-type="image"><media-caption>The quay.</media-caption></media>
      </body.content></body></nitf></inlineXML>"""
    (draft,) = read(tmp_path, item(body=nitf))
    assert (draft.headline, draft.body, [photo.caption for photo in draft.photos]) == (
        "Flood",
        "It rose.",
        ["The quay."],
    )
    assert (draft.metadata.byline, draft.metadata.dateline, draft.metadata.urgency) == ("Jane Doe", "QUAY", 5)


@pytest.mark.parametrize(
    "data",
    [
        '<inlineData contenttype="text/plain">One.\n\nTwo &amp; three.</inlineData>',
        '<inlineData contenttype="text/plain"><![CDATA[<p>One.</p><p>Two &amp; three.</p>]]></inlineData>',
        "<inlineXML><p>One.</p><p>Two &amp; three.</p></inlineXML>",
        '<inlineData contenttype="text/plain" encoding="encd:base64">'
        + base64.b64encode(b"One.\n\nTwo & three.").decode()
        + "</inlineData>",
    ],
)
def test_other_kinds_of_inline_text(tmp_path, data):
    assert [draft.body for draft in read(tmp_path, item(body=data))] == ["One.\n\nTwo & three."]


def test_figures_in_the_text_are_captions(tmp_path):
    figure = '<figure><img src="https://x/q.jpg"/><figcaption>The quay.</figcaption></figure>'
    (draft,) = read(tmp_path, item(body=xhtml(f"<p>Words.</p>{figure}")))
    assert (draft.body, [photo.caption for photo in draft.photos]) == ("Words.", ["The quay."])


def test_a_message_of_several_items_and_their_package(tmp_path):
    package = f"""<packageItem {NAMESPACE} guid="urn:p" version="1"><itemMeta><title>Top news</title></itemMeta>
      <groupSet root="r"><group id="r"><itemRef residref="urn:1"><title>One</title></itemRef>
      <itemRef residref="urn:9"><headline>Nine</headline><description>Of nine.</description></itemRef>
      </group></groupSet></packageItem>"""
    items = item(guid="urn:1", content="<headline>One</headline>") + item(
        guid="urn:2", content="<headline>Two</headline>"
    )
    message = f"<newsMessage {NAMESPACE}><header/><itemSet>{package}{items}</itemSet></newsMessage>"
    packaged, one, two = read(tmp_path, message)
    assert packaged.headline == "Top news"
    assert packaged.body == "One\n\nNine\n\nOf nine."
    assert packaged.metadata.links == (Link("package", "urn:1", "One"), Link("package", "urn:9", "Nine"))
    assert (one.identity, one.metadata.links) == ("urn:1", (Link("memberof", "urn:p", "Top news"),))
    assert (two.identity, two.metadata.links) == ("urn:2", ())


def test_a_kill_without_words_still_says_what_it_kills(tmp_path):
    (draft,) = read(tmp_path, item(meta='<pubStatus qcode="stat:canceled"/>', content="<slugline>Flood</slugline>"))
    assert (draft.headline, draft.identity) == ("Flood", "urn:newsml:packet:1")
    assert draft.metadata.pub_status is PubStatus.CANCELED


def test_moving_pictures_are_read_by_what_describes_them(tmp_path):
    video = item(
        meta='<itemClass qcode="ninat:video"/>',
        content="<headline>Loriot</headline>"
        "<description role='d:shotlist'>Berlin<br/>- visitors<br/>- a hall</description>",
        rest="<partMeta><headline>Part one</headline><description>He enters.</description></partMeta>",
        body='<remoteContent contenttype="video/mpeg" href="a.mpg"/>',
    )
    (draft,) = read(tmp_path, video)
    assert draft.body == "Berlin\n- visitors\n- a hall\n\nPart one\n\nHe enters."


def test_text_that_lies_elsewhere_is_reported_and_not_fetched(tmp_path):
    remote = item(
        meta='<itemClass qcode="ninat:text"/>',
        content="<headline>H</headline>",
        body='<remoteContent contenttype="text/html" href="http://192.0.2.1/story.html"/>',
    )
    assert read(tmp_path, remote)[1:] == [
        Problem("its text lies elsewhere, at http://192.0.2.1/story.html, and is not fetched", "urn:newsml:packet:1")
    ]


def test_items_without_words_are_reported_each(tmp_path):
    assert read(tmp_path, item(meta='<itemClass qcode="ninat:audio"/>')) == [
        Problem("newsItem of class audio holds no words", "urn:newsml:packet:1")
    ]


def test_reference_data_is_no_news(tmp_path):
    (problem,) = read(tmp_path, f'<conceptItem {NAMESPACE} guid="x"/>')
    assert problem.reason == "holds a conceptItem, which plans or defines things and is no news; it was not read"


def test_a_namespace_with_a_prefix_and_none(tmp_path):
    bare = TEXT.replace(f" {NAMESPACE}", "")
    prefixed = (
        f"<x:newsMessage xmlns:x='http://iptc.org/std/nar/2006-10-01/'><x:itemSet>{TEXT}</x:itemSet></x:newsMessage>"
    )
    assert read(tmp_path, bare) == read(tmp_path, prefixed) == read(tmp_path, TEXT)


def test_latin_1_that_says_so(tmp_path):
    xml = f'<?xml version="1.0" encoding="ISO-8859-1"?>{item(content="<headline>Århus</headline>")}'
    assert read(tmp_path, xml.encode("latin-1"))[0].headline == "Århus"


def test_a_clipped_message_keeps_its_first_item(tmp_path):
    message = f"<newsMessage {NAMESPACE}><itemSet>{TEXT}{TEXT.replace('packet:1', 'packet:2')}"
    first, second, problem = read(tmp_path, message[: -len("</body></html></inlineXML></contentSet></newsItem>")])
    assert (first.identity, second.identity) == ("urn:newsml:packet:1", "urn:newsml:packet:2")
    assert second.body.endswith("All left.")
    assert problem.reason.startswith("is not well-formed XML: Premature end of data")


def test_bombs_are_refused(tmp_path):
    bomb = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    with pytest.raises(UnreadableError, match="declares entities of its own"):
        read(tmp_path, f'<!DOCTYPE newsItem [<!ENTITY a "ha">{bomb}]>' + item(content="<headline>&j;</headline>"))


def test_endless_nesting_is_read_as_far_as_it_goes(tmp_path):
    drafts = read(tmp_path, item(content="<headline>H</headline>", body=xhtml("<div>" * 100_000)))
    assert any("Excessive depth" in problem.reason for problem in drafts if isinstance(problem, Problem))


def test_an_empty_message_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match="holds no news item"):
        read(tmp_path, f"<newsMessage {NAMESPACE}/>")
