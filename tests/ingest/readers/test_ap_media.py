import json

from archive.model import DraftPhoto, NewsDate, Problem, PubStatus
from ingest.readers.ap_media import ApMediaReader
from ingest.registry import reader_for

PICTURE = {
    "uri": "https://api.example/content/7?et=abc",
    "altids": {"itemid": "7", "etag": "7_0a", "friendlykey": "1"},
    "version": 0,
    "type": "picture",
    "versioncreated": "2024-05-02T09:00:00Z",
    "firstcreated": "2024-05-01T08:00:00Z",
    "pubstatus": "usable",
    "ednote": "092218124137, 21334631,",
    "headline": "Quay",
    "photographer": {"name": "Sam Oake"},
    "datelinelocation": {"city": "Vennick", "countryareaname": "VENNICK", "countryname": "Mole"},
    "description_creditline": "Sam Oake/Packet",
    "description_caption": "The quay under water.",
    "provider": "AP",
    "infosource": [{"name": "Packet"}],
    "subject": [{"rels": ["category"], "code": "a", "name": "Domestic News"}],
}
TEXT = {
    "uri": "https://api.example/content/8?et=abc",
    "altids": {"itemid": "8", "etag": "8_0a"},
    "type": "text",
    "versioncreated": "2024-05-02T09:00:00Z",
    "headline": "Flood",
    "renditions": {"nitf": {"type": "text", "href": "https://api.example/download/8"}},
}


def read(tmp_path, data):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"api_version": "1.1", "method": "/content.GET", "data": data}))
    assert reader_for(path).name == "ap-media"
    return list(ApMediaReader().read(path))


def test_a_picture(tmp_path):
    (draft,) = read(tmp_path, {"item": PICTURE})
    assert (draft.identity, draft.headline, draft.notes) == ("7", "Quay", ())
    assert draft.photos == (
        DraftPhoto(
            caption="The quay under water.",
            headline="Quay",
            byline="Sam Oake",
            credit="Sam Oake/Packet",
            place="Vennick",
            city="Vennick",
            country="Mole",
        ),
    )
    assert draft.metadata.section == "Domestic News"
    assert draft.metadata.pub_status is PubStatus.USABLE
    assert draft.metadata.published == NewsDate("2024-05-01T08:00:00+00:00", "firstcreated")
    assert draft.metadata.source == "Packet"


def test_a_feed_whose_texts_lie_elsewhere(tmp_path):
    first, second, problem = read(tmp_path, {"items": [{"meta": {}, "item": PICTURE}, {"meta": {}, "item": TEXT}]})
    assert (first.identity, second.identity, second.headline) == ("7", "8", "Flood")
    assert problem == Problem(
        "its text lies elsewhere, at https://api.example/download/8, and is not fetched", "data.items[1].item"
    )
