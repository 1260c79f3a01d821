import pytest

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Link, Metadata, NewsDate, Problem, PubStatus, Signal
from ingest.readers.nitf import NitfReader
from ingest.registry import reader_for

STORY = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf baselang="en-GB">
 <head>
  <title>Flood-Vennick</title>
  <tobject tobject.type="news">
   <tobject.subject tobject.subject.refnum="06005000" tobject.subject.matter="Flood"/>
  </tobject>
  <docdata management-status="usable">
   <evloc city="Vennick" iso-cc="GB"/>
   <doc-id id-string="urn:packet:7" regsrc="VP"/>
   <urgency ed-urg="2"/>
   <date.issue norm="20240501T083000+0100"/>
   <date.release norm="20240501T120000+0100"/>
   <du-key key="Flood-Vennick" version="3"/>
   <ed-msg info="Corrects the height in paragraph two" msg-type="correction"/>
   <doc.copyright year="2024" holder="Vennick Packet"/>
   <key-list><keyword key="flood"/><keyword>river</keyword></key-list>
  </docdata>
  <pubdata name="Vennick Packet" date.publication="20240501T060000+0100" position.section="News"/>
 </head>
 <body>
  <body.head>
   <hedline><hl1>River rises in Vennick</hl1><hl2>Hundreds leave the quay</hl2></hedline>
   <byline>By <person>Jane Doe</person> and <person>Ali Rau</person><byttl>Staff</byttl></byline>
   <dateline><location>VENNICK</location><story.date norm="20240501"/></dateline>
   <abstract><p>Hundreds leave the quay</p></abstract>
  </body.head>
  <body.content>
   <p>VENNICK — The river rose by £5 worth of <org>Mole Bank</org> markers.</p>
   <hl2>On the quay</hl2>
   <p><person>Ada Fane</person> left <location>Mole Street</location>.</p>
   <media media-type="image"><media-reference source="quay.jpg" mime-type="image/jpeg"/>
    <media-caption>The quay under water.</media-caption><media-producer>Sam Oake</media-producer></media>
   <note noteclass="editorsnote"><body.content><p>Heights are provisional.</p></body.content></note>
  </body.content>
  <body.end><tagline>Reporting by Tom Quill</tagline></body.end>
 </body>
</nitf>"""


def read(tmp_path, data, name="a.xml"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("cp1252"))
    assert reader_for(path).name == "nitf"
    return list(NitfReader().read(path))


def test_a_story_with_all_that_belongs_to_it(tmp_path):
    (tmp_path / "quay.jpg").write_bytes(b"\xff\xd8\xff")
    assert read(tmp_path, STORY) == [
        Draft(
            headline="River rises in Vennick",
            body="Hundreds leave the quay\n\nVENNICK — The river rose by £5 worth of Mole Bank markers.\n\n"
            "On the quay\n\nAda Fane left Mole Street.\n\nReporting by Tom Quill",
            notes=("Heights are provisional.", "Corrects the height in paragraph two"),
            photos=(
                DraftPhoto(caption="The quay under water.", byline="Sam Oake", path=str(tmp_path / "quay.jpg")),
            ),
            metadata=Metadata(
                subheads=("Hundreds leave the quay", "On the quay"),
                byline="Jane Doe and Ali Rau",
                source="Vennick Packet",
                section="News",
                dateline="VENNICK",
                published=NewsDate("2024-05-01T06:00:00+01:00", "date.publication"),
                updated=NewsDate("2024-05-01T08:30:00+01:00", "date.issue"),
                embargo=NewsDate("2024-05-01T12:00:00+01:00", "date.release"),
                language="en-GB",
                rights="© 2024 Vennick Packet",
                pub_status=PubStatus.USABLE,
                signals=(Signal.CORRECTION,),
                version_label="3",
                urgency=2,
                keywords=("flood", "river"),
                subjects=("Flood",),
                places=("Vennick, GB", "Mole Street"),
                people=("Ada Fane",),
                organisations=("Mole Bank",),
                links=(Link("du-key", "Flood-Vennick"),),
            ),
            identity="urn:packet:7",
        )
    ]  # fmt: skip


def minimal(head="", body="<p>Words.</p>", body_head="<hedline><hl1>H</hl1></hedline>"):
    return (
        f"<nitf><head>{head}</head><body><body.head>{body_head}</body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    )


def test_a_kill_names_what_it_cancels(tmp_path):
    head = (
        '<docdata management-status="canceled" management-doc-idref="x.1" management-idref-status="canceled">'
        '<doc-id id-string="x.2"/></docdata>'
    )
    (draft,) = read(tmp_path, minimal(head))
    assert (draft.identity, draft.evolved_from) == ("x.2", ("x.1",))
    assert draft.metadata.pub_status is PubStatus.CANCELED
    assert draft.metadata.links == (Link("replaces", "x.1"),)


def test_a_kill_by_message_and_what_a_revision_changes(tmp_path):
    head = (
        '<docdata><ed-msg msg-type="kill" info="Kill this story"/></docdata><revision-history comment="ADDS quotes"/>'
    )
    (draft,) = read(tmp_path, minimal(head))
    assert draft.metadata.pub_status is PubStatus.CANCELED
    assert draft.notes == ("Kill this story", "ADDS quotes")


def test_a_namespace_and_a_story_without_head(tmp_path):
    xml = minimal().replace("<nitf>", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">')
    assert read(tmp_path, xml) == [Draft(headline="H", body="Words.", metadata=Metadata())]


def test_an_id_that_counts_versions_is_known_by_its_key(tmp_path):
    head = '<docdata><doc-id id-string="check-7f3a_47"/><du-key key="check-7f3a" version="48"/></docdata>'
    (draft,) = read(tmp_path, minimal(head))
    assert (draft.identity, draft.metadata.version_label) == ("check-7f3a", "48")


def test_a_release_at_the_time_of_issue_is_no_embargo(tmp_path):
    head = '<docdata><date.issue norm="20240501"/><date.release norm="20240501"/></docdata>'
    assert read(tmp_path, minimal(head))[0].metadata.embargo is None


def test_an_embargo_may_end_in_the_future(tmp_path):
    head = '<docdata><date.issue norm="20240501"/><date.release norm="29990501T060000Z"/></docdata>'
    draft, *problems = read(tmp_path, minimal(head))
    assert draft.metadata.embargo == NewsDate("2999-05-01T06:00:00+00:00", "date.release")
    assert problems == []


def test_a_date_that_is_none_is_a_problem(tmp_path):
    draft, *problems = read(tmp_path, minimal('<docdata><date.issue norm="YYYYMMDD"/></docdata>'))
    assert draft.metadata.published is None
    assert problems == [Problem("no whole date in 'YYYYMMDD' (date.issue), left out; write it as YYYY-MM-DD")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("<byline>By JO RAU<byttl>Science Writer</byttl></byline>", "JO RAU"),
        ("<byline><person>Jo Rau</person></byline><byline><person>Ada Fane</person></byline>", "Jo Rau and Ada Fane"),
        ("<byline><byttl>Sports Network</byttl></byline>", "Sports Network"),
    ],
)
def test_bylines(tmp_path, line, name):
    (draft,) = read(tmp_path, minimal(body_head=f"<hedline><hl1>H</hl1></hedline>{line}"))
    assert draft.metadata.byline == name


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("<location><city>Quay</city><state>Mole</state></location>", "Quay, Mole"),
        ("<location>NEW QUAY</location>", "NEW QUAY"),
        ("QUAY, May 1 (Agency) --", "QUAY, May 1 (Agency)"),
        ("<story.date norm='20240501'>20240501</story.date>", None),
    ],
)
def test_datelines(tmp_path, line, dateline):
    (draft,) = read(tmp_path, minimal(body_head=f"<hedline><hl1>H</hl1></hedline><dateline>{line}</dateline>"))
    assert draft.metadata.dateline == dateline


def test_a_byline_that_only_the_body_prints(tmp_path):
    (draft,) = read(tmp_path, minimal(body="<p>H</p><p>By Jane Doe</p><p>Geneva (Agency) - Words.</p>"))
    assert draft.body == "Geneva (Agency) - Words."
    assert (draft.metadata.byline, draft.metadata.dateline, draft.metadata.source) == ("Jane Doe", "Geneva", "Agency")


def test_a_story_that_says_nothing_is_left_to_the_record_to_refuse(tmp_path):
    (draft,) = read(tmp_path, "<nitf><body/></nitf>")
    assert (draft.headline, draft.body, draft.photos) == ("", "", ())


def test_a_clipped_story_is_read_and_reported(tmp_path):
    draft, problem = read(tmp_path, minimal().partition("</body.content>")[0] + "<p>The riv")
    assert draft.body == "Words.\n\nThe riv"
    assert problem.reason.startswith("is not well-formed XML: Premature end of data")


def test_entities_are_never_expanded(tmp_path):
    with pytest.raises(UnreadableError, match="declares entities of its own"):
        read(tmp_path, '<!DOCTYPE nitf [<!ENTITY a "x">]>' + minimal(body="<p>&a;</p>"))


def test_a_place_of_marked_parts_alone_has_commas_between_them(tmp_path):
    said = (
        "<identified-content><location><city>Vennick</city><country>Caldmark</country></location></identified-content>"
    )
    metadata = '<media-metadata name="city" value="Vennick"/><media-metadata name="country" value="Caldmark"/>'
    story = STORY.replace("</docdata>", f"{said}</docdata>").replace("<media-caption>", f"{metadata}<media-caption>")
    (draft,) = read(tmp_path, story)
    assert "Vennick, Caldmark" in draft.metadata.places
    assert (draft.photos[0].city, draft.photos[0].country) == ("Vennick", "Caldmark")
