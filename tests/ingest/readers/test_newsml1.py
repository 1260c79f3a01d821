import base64

import pytest

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Link, Metadata, NewsDate, Problem, PubStatus, Signal
from ingest.readers.newsml1 import Newsml1Reader
from ingest.registry import reader_for

IDENTIFICATION = """<Identification><NewsIdentifier><ProviderId>packet.example</ProviderId><DateId>20240501</DateId>
  <NewsItemId>flood</NewsItemId><RevisionId PreviousRevision="2" Update="U">3</RevisionId>
  <PublicIdentifier>urn:newsml:packet.example:20240501:flood:3U</PublicIdentifier></NewsIdentifier>
  <NameLabel>River-Flood</NameLabel></Identification>"""
MANAGEMENT = """<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20240501T080000+0100</FirstCreated>
  <ThisRevisionCreated>20240502T090000+0100</ThisRevisionCreated><Status FormalName="Embargoed"/>
  <StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>29990101T000000Z</DateAndTime></StatusWillChange>
  <Urgency FormalName="2"/><AssociatedWith NewsItem="urn:newsml:x:1"/></NewsManagement>"""
LINES = """<NewsLines><HeadLine>River rises</HeadLine><SubHeadLine>Hundreds leave</SubHeadLine>
  <ByLine>By Jane Doe</ByLine><DateLine>VENNICK, May 1 (Packet) -</DateLine><CopyrightLine>© Packet</CopyrightLine>
  <KeywordLine>flood</KeywordLine></NewsLines>"""
METADATA = """<AdministrativeMetadata><Provider><Party FormalName="Packet"/></Provider></AdministrativeMetadata>
  <DescriptiveMetadata><Language FormalName="en"/><SubjectCode><SubjectMatter FormalName="06005000"/></SubjectCode>
  <Location><Property FormalName="City" Value="Vennick"/></Location>
  <Property FormalName="Person" Value="Ada Fane"/></DescriptiveMetadata>
  <TopicSet><Topic><TopicType FormalName="Subject"/><FormalName>06005000</FormalName>
  <Description xml:lang="el" Variant="Name">x</Description><Description xml:lang="en" Variant="Name">Flood</Description>
  </Topic></TopicSet>"""


def text(data):
    return f'<ContentItem><MediaType FormalName="Text"/><DataContent>{data}</DataContent></ContentItem>'


def document(component, identification=IDENTIFICATION, management=MANAGEMENT):
    item = f"<NewsItem>{identification}{management}<NewsComponent>{component}</NewsComponent></NewsItem>"
    return f'<?xml version="1.0" encoding="utf-8"?><NewsML><NewsEnvelope/>{item}</NewsML>'


def read(tmp_path, xml):
    path = tmp_path / "a.xml"
    path.write_text(xml, encoding="utf-8")
    assert reader_for(path).name == "newsml-1"
    return list(Newsml1Reader().read(path))


def test_a_text_with_all_that_belongs_to_it(tmp_path):
    nitf = "<nitf><body><body.content><p>The river rose.</p><hl2>Quay</hl2></body.content></body></nitf>"
    assert read(tmp_path, document(LINES + METADATA + text(nitf))) == [
        Draft(
            headline="River rises",
            body="Hundreds leave\n\nThe river rose.\n\nQuay",
            metadata=Metadata(
                subheads=("Hundreds leave", "Quay"),
                byline="Jane Doe",
                source="Packet",
                dateline="VENNICK, May 1 (Packet)",
                published=NewsDate("2024-05-01T08:00:00+01:00", "FirstCreated"),
                updated=NewsDate("2024-05-02T09:00:00+01:00", "ThisRevisionCreated"),
                created=NewsDate("2024-05-01T08:00:00+01:00", "FirstCreated"),
                embargo=NewsDate("2999-01-01T00:00:00+00:00", "StatusWillChange"),
                language="en",
                rights="© Packet",
                pub_status=PubStatus.USABLE,
                signals=(Signal.UPDATE,),
                version_label="3",
                urgency=2,
                keywords=("flood",),
                subjects=("Flood",),
                places=("Vennick",),
                people=("Ada Fane",),
                links=(Link("AssociatedWith", "urn:newsml:x:1"),),
            ),
            identity="urn:newsml:packet.example:20240501:flood",
        )
    ]


@pytest.mark.parametrize(
    "data",
    [
        "<![CDATA[<P>One.</P><P>Two &amp; three.</P>]]>",
        "<p>One.</p><p>Two &amp; three.</p>",
        "One.\n\nTwo &amp; three.",
        "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;",
    ],
)
def test_text_in_many_guises(tmp_path, data):
    (draft,) = read(tmp_path, document(f"<NewsLines><HeadLine>H</HeadLine></NewsLines>{text(data)}"))
    assert draft.body == "One.\n\nTwo & three."


def test_text_in_base64(tmp_path):
    data = base64.b64encode("É one.".encode()).decode()
    encoded = f'<ContentItem><Encoding Notation="Base64"><DataContent>{data}</DataContent></Encoding></ContentItem>'
    (draft,) = read(tmp_path, document(encoded))
    assert draft.body == "É one."


def test_a_picture_with_its_caption_beside_it(tmp_path):
    (tmp_path / "quay.jpg").write_bytes(b"\xff\xd8\xff")
    picture = """<NewsLines><HeadLine>Quay</HeadLine><CreditLine>Packet Pictures</CreditLine></NewsLines>
      <NewsComponent><Role FormalName="Main"/><NewsLines><ByLine>Sam Oake</ByLine></NewsLines>
      <ContentItem Href="quay.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
      <NewsComponent><Role FormalName="Caption"/>"""
    (draft,) = read(tmp_path, document(picture + text("The quay under water.") + "</NewsComponent>"))
    assert (draft.headline, draft.body) == ("Quay", "")
    assert draft.photos == (
        DraftPhoto(
            caption="The quay under water.",
            byline="Sam Oake",
            credit="Packet Pictures",
            path=str(tmp_path / "quay.jpg"),
        ),
    )


def test_several_stories_in_one_item(tmp_path):
    def story(headline):
        lines = f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>"
        return f"<NewsComponent>{lines}{text(headline + '.')}</NewsComponent>"

    one, two = read(tmp_path, document(METADATA + story("One") + story("Two")))
    assert [(draft.identity, draft.headline, draft.body) for draft in (one, two)] == [
        ("urn:newsml:packet.example:20240501:flood#1", "One", "One."),
        ("urn:newsml:packet.example:20240501:flood#2", "Two", "Two."),
    ]
    assert one.metadata.source == two.metadata.source == "Packet"
    assert two.metadata.subjects == ("Flood",)


def test_a_kill_without_words(tmp_path):
    management = MANAGEMENT.replace("Embargoed", "Canceled")
    (draft,) = read(tmp_path, document("", management=management))
    assert (draft.headline, draft.metadata.pub_status) == ("River-Flood", PubStatus.CANCELED)


def test_text_that_lies_elsewhere_is_reported(tmp_path):
    remote = '<ContentItem Href="http://192.0.2.1/a.xml"><MediaType FormalName="Text"/></ContentItem>'
    assert Problem("its text lies elsewhere, at http://192.0.2.1/a.xml, and is not fetched") in read(
        tmp_path, document(LINES + remote)
    )


def test_an_item_that_only_changes_parts_is_reported(tmp_path):
    xml = document(LINES).replace("</NewsItem>", "<Update><Replace DUID='a'/></Update></NewsItem>")
    assert read(tmp_path, xml)[-1] == Problem(
        "changes parts of an earlier version, which is not read; ask for the item as a whole",
        "urn:newsml:packet.example:20240501:flood",
    )


def test_an_empty_document_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match="is NewsML without a news item"):
        read(tmp_path, "<NewsML/>")
