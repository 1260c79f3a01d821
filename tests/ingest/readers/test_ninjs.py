import json

import pytest

from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Link, Metadata, NewsDate, Problem, PubStatus, Signal
from ingest.readers.ninjs import NinjsReader
from ingest.registry import reader_for

OLD = {
    "uri": "urn:newsml:packet:1",
    "type": "text",
    "version": "3",
    "versioncreated": "2024-05-02T09:00:00Z",
    "firstcreated": "2024-05-01T08:00:00Z",
    "embargoed": "2999-01-01T00:00:00Z",
    "pubstatus": "withheld",
    "urgency": 2,
    "language": "en",
    "headline": "CORRECTED-River rises",
    "byline": "By Jane Doe",
    "located": "Vennick",
    "description_text": "Hundreds leave the quay",
    "body_html": "<p>The river rose.</p><h2>Quay</h2><p>All left &amp; slept.</p>",
    "body_text": "The river rose.\n\nAll left & slept.",
    "ednote": "Corrects height",
    "source": "Packet",
    "copyrightnotice": "© Packet",
    "usageterms": "Not abroad",
    "service": [{"name": "News", "code": "n"}],
    "keywords": ["flood"],
    "slugline": "River-Flood",
    "subject": [{"name": "flood", "code": "06005000"}, {"code": "17000000"}],
    "place": [{"name": "Quay"}],
    "person": [{"name": "Ada Fane"}],
    "organisation": [{"name": "Mole Bank"}],
    "evolvedfrom": "urn:newsml:packet:0",
    "associations": {
        "main": {
            "uri": "urn:pic:1",
            "type": "picture",
            "headline": "Quay",
            "byline": "Sam Oake",
            "creditline": "Packet Pictures",
            "description_text": "The quay under water.",
            "contentcreated": "2024-05-01T07:00:00Z",
            "renditions": {
                "small": {"href": "https://x/s.jpg", "media": "s.jpg", "width": 10},
                "big": {"href": "https://x/b.jpg", "media": "b.jpg", "width": 90},
            },
        },
        "related": {"uri": "urn:newsml:packet:9", "type": "text", "headline": "Rain"},
        "box": {"uri": "urn:newsml:packet:8", "type": "text", "headline": "Box", "body_text": "A text of its own."},
    },
}


def read(tmp_path, value, name="a.json"):
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    assert reader_for(path).name == "ninjs"
    return list(NinjsReader().read(path))


def expected(tmp_path):
    return Draft(
        headline="CORRECTED-River rises",
        body="Hundreds leave the quay\n\nThe river rose.\n\nQuay\n\nAll left & slept.",
        notes=("Corrects height",),
        photos=(
            DraftPhoto(
                caption="The quay under water.",
                headline="Quay",
                byline="Sam Oake",
                credit="Packet Pictures",
                taken=NewsDate("2024-05-01T07:00:00+00:00", "contentcreated"),
                path=str(tmp_path / "b.jpg"),
            ),
        ),
        metadata=Metadata(
            subheads=("Hundreds leave the quay", "Quay"),
            byline="Jane Doe",
            source="Packet",
            section="News",
            dateline="Vennick",
            published=NewsDate("2024-05-01T08:00:00+00:00", "firstcreated"),
            updated=NewsDate("2024-05-02T09:00:00+00:00", "versioncreated"),
            created=NewsDate("2024-05-01T08:00:00+00:00", "firstcreated"),
            embargo=NewsDate("2999-01-01T00:00:00+00:00", "embargoed"),
            language="en",
            rights="© Packet; Not abroad",
            pub_status=PubStatus.WITHHELD,
            signals=(Signal.CORRECTION,),
            version_label="3",
            urgency=2,
            keywords=("flood", "River-Flood"),
            subjects=("flood", "17000000"),
            places=("Quay",),
            people=("Ada Fane",),
            organisations=("Mole Bank",),
            links=(
                Link("evolvedfrom", "urn:newsml:packet:0"),
                Link("related", "urn:newsml:packet:9", "Rain"),
                Link("box", "urn:newsml:packet:8", "Box"),
            ),
        ),
        identity="urn:newsml:packet:1",
        evolved_from=("urn:newsml:packet:0",),
    )


def test_version_1(tmp_path):
    (tmp_path / "b.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "s.jpg").write_bytes(b"\xff\xd8\xff")
    first, box = read(tmp_path, OLD)
    assert first == expected(tmp_path)
    assert (box.identity, box.headline, box.body) == ("urn:newsml:packet:8", "Box", "A text of its own.")


def test_version_3_says_the_same_in_other_words(tmp_path):
    (tmp_path / "b.jpg").write_bytes(b"\xff\xd8\xff")
    renamed = {
        "versioncreated": "versionCreated", "firstcreated": "firstCreated", "pubstatus": "pubStatus", "byline": "by",
        "ednote": "edNote", "copyrightnotice": "copyrightNotice", "usageterms": "usageTerms", "subject": "subjects",
        "place": "places", "person": "people", "organisation": "organisations", "evolvedfrom": "evolvedFrom",
    }  # fmt: skip
    new = {renamed.get(key, key): value for key, value in OLD.items()}
    for key in ("headline", "description_text", "body_html", "body_text", "source"):
        del new[key]
    new["headlines"] = [{"role": "sub", "value": OLD["description_text"]}, {"role": "main", "value": OLD["headline"]}]
    new["bodies"] = [
        {"role": "text", "contentType": "text/plain", "value": OLD["body_text"]},
        {"role": "xhtml", "contentType": "text/html", "value": f"<body>{OLD['body_html']}</body>"},
    ]
    new["infoSources"] = [{"name": "Packet"}]
    new["subjects"] = [{"name": "flood"}, {"literal": "17000000"}]
    picture = {**OLD["associations"]["main"], "name": "main"}
    picture["renditions"] = [{"name": "big", "href": "b.jpg", "width": 90}]
    picture["descriptions"] = [{"role": "caption", "value": picture.pop("description_text")}]
    others = [{**OLD["associations"][name], "name": name} for name in ("related", "box")]
    new["associations"] = [picture, *others]
    assert read(tmp_path, new)[0] == expected(tmp_path)


def test_a_picture_of_its_own(tmp_path):
    picture = {"guid": "p", "pubstatus": "usable", "type": "picture", "headline": "Quay", "description_text": "Wet."}
    (draft,) = read(tmp_path, picture)
    assert (draft.headline, draft.body, [photo.caption for photo in draft.photos]) == ("Quay", "", ["Wet."])


@pytest.mark.parametrize(
    "wrapped", [lambda item: [item, item], lambda item: {"item": [item, item]}, lambda item: {"_items": [item, item]}]
)
def test_items_in_lists_and_answers(tmp_path, wrapped):
    item = {"guid": "x", "versioncreated": "2024-05-01T08:00:00Z", "headline": "H"}
    assert [draft.headline for draft in read(tmp_path, wrapped(item))] == ["H", "H"]


def test_an_item_on_each_line(tmp_path):
    line = json.dumps({"guid": "x", "pubstatus": "usable", "headline": "H"})
    first, problem, second = read(tmp_path, f"{line}\n{{broken\n{line}\n", "a.jsonl")
    assert (first.headline, second.headline, problem.where) == ("H", "H", "line 2")


def test_a_text_without_a_body_is_its_description(tmp_path):
    event = {
        "uri": "e",
        "pubStatus": "usable",
        "title": "Congress",
        "descriptions": [{"role": "text", "value": "Two days."}],
    }
    (draft,) = read(tmp_path, event)
    assert (draft.headline, draft.body, draft.metadata.subheads) == ("Congress", "Two days.", ())


def test_nitf_in_a_body(tmp_path):
    nitf = "<?xml version='1.0' encoding='UTF-8'?><nitf><body><body.content><p>É one.</p></body.content></body></nitf>"
    bodies = [{"role": "text", "value": "Plain."}, {"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": nitf}]
    assert read(tmp_path, {"uri": "x", "pubStatus": "usable", "bodies": bodies})[0].body == "É one."


def test_a_long_text_before_the_marks_is_no_hindrance(tmp_path):
    item = {"body_html": "<p>Words.</p>" * 2000, "guid": "x", "pubstatus": "usable", "headline": "H"}
    assert read(tmp_path, item)[0].headline == "H"


def test_figures_in_the_text_are_captions(tmp_path):
    (tmp_path / "q.jpg").write_bytes(b"\xff\xd8\xff")
    figure = '<figure><img src="q.jpg"><figcaption>The quay.</figcaption></figure>'
    item = {"guid": "x", "pubstatus": "usable", "headline": "H", "body_html": f"<p>Words.</p>{figure}<p>More.</p>"}
    (draft,) = read(tmp_path, item)
    assert draft.body == "Words.\n\nMore."
    assert draft.photos == (DraftPhoto(caption="The quay.", path=str(tmp_path / "q.jpg")),)


def test_pictures_among_extra_items(tmp_path):
    picture = {"guid": "p", "type": "picture", "pubstatus": "usable", "description_text": "Wet."}
    item = {"guid": "x", "pubstatus": "usable", "headline": "H", "extra_items": {"gallery": {"items": [picture]}}}
    (draft,) = read(tmp_path, item)
    assert [photo.caption for photo in draft.photos] == ["Wet."]


def test_an_item_without_words_is_reported(tmp_path):
    assert read(tmp_path, {"guid": "x", "pubstatus": "usable", "type": "audio"}) == [Problem("audio x holds no words")]


def test_a_broken_date_is_reported_with_its_place(tmp_path):
    draft, problem = read(tmp_path, [{"guid": "x", "versioncreated": "soon", "headline": "H"}])
    assert draft.metadata.published is None
    assert problem == Problem("no whole date in 'soon' (versioncreated), left out; write it as YYYY-MM-DD", "[0]")


def test_other_json_is_left_to_others(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"uri": "x", "title": "T", "body": "B", "dateTime": "2024-05-01"}))
    assert reader_for(path).name == "json"


def test_broken_json_is_refused_with_its_place(tmp_path):
    with pytest.raises(UnreadableError, match="line 1: not JSON"):
        read(tmp_path, '{"guid": "x", "pubstatus": "usable", "headline": ')


def test_an_item_deep_inside_is_found(tmp_path):
    value = {"guid": "x", "pubstatus": "usable", "headline": "H"}
    for _ in range(400):
        value = [{"data": value}]
    assert [draft.headline for draft in read(tmp_path, value)] == ["H"]


def test_associations_of_associations_end(tmp_path):
    item = {"guid": "x0", "pubstatus": "usable", "type": "text", "headline": "H", "body_text": "Words."}
    for number in range(1, 50):
        item = {**item, "guid": f"x{number}", "associations": {"a": item}}
    assert [draft.identity for draft in read(tmp_path, item)] == ["x49", "x48", "x47", "x46", "x45"]


def test_a_headline_made_for_other_places_is_not_printed(tmp_path):
    heads = [
        ("short", "River"),
        ("main", "River rises"),
        ("subtitle", "Hundreds leave"),
        ("seo", "river flood vennick"),
    ]
    item = {"uri": "urn:1", "type": "text", "headlines": [{"role": role, "value": value} for role, value in heads]}
    (draft,) = read(tmp_path, item | {"bodies": [{"contentType": "text/plain", "value": "It rose."}]})
    assert (draft.headline, draft.body) == ("River rises", "Hundreds leave\n\nIt rose.")
