from fastapi.testclient import TestClient

from answer.desk import Desk
from api import schemas as wire
from api.app import create_app
from tests.api.checks import BASE_URL, assert_problem
from tests.api.newsroom import FERRY_PHOTO, KEEPER_PHOTO, NOTES_PHOTO


def article(client: TestClient, article_id: str) -> wire.Article:
    response = client.get(f"/v1/articles/{article_id}")
    assert response.status_code == 200, response.text
    return wire.Article.model_validate_json(response.content)


def test_an_article_comes_with_all_versions_and_what_the_paper_said(client: TestClient) -> None:
    keeper = article(client, "keeper")
    assert (keeper.status, keeper.current) == ("current", 2)
    first, second = keeper.versions
    assert "211 steps" in first.text
    assert "212 steps" in second.text
    assert [part.kind for part in first.parts] == ["headline", "body", "caption"]
    assert [part.kind for part in second.parts] == ["headline", "body", "note", "caption"]
    assert second.headline == "Lighthouse keeper retires after 41 years"
    assert (second.byline, second.source, second.section) == ("Oda Brandt", "Gannet Gazette", "News")
    assert (second.published, second.updated) == ("2024-06-07", "2024-06-08T09:30:00+01:00")
    assert [(each.field, each.date, each.confidence) for each in second.dates] == [
        ("published", "2024-06-07", "high"),
        ("updated", "2024-06-08T09:30:00+01:00", "high"),
        ("dateline", "2024-06-07", "medium"),
        ("ingested", "2024-06-08T06:00:00+00:00", "high"),
    ]
    assert second.authors == ["Oda Brandt"]
    assert (second.dateline, second.language) == ("GANNET POINT, June 7", "en")
    assert (second.url, second.rights) == (
        "https://gazette.example/keeper",
        "Gannet Gazette, all rights reserved",
    )
    assert first.keywords == ["lighthouse", "harbour board"]


def test_passages_tile_the_version_in_force(client: TestClient) -> None:
    keeper = article(client, "keeper")
    text = keeper.versions[1].text
    assert "".join(passage.text for passage in keeper.passages) == text
    assert all(text[each.start : each.end] == each.text for each in keeper.passages)
    assert {each.version for each in keeper.passages} == {2}


def test_a_withdrawn_article_still_resolves_but_has_no_passages(client: TestClient) -> None:
    rumour = article(client, "rumour")
    assert rumour.status == "withdrawn"
    assert rumour.passages == []
    assert rumour.versions[0].text == "Sea serpent seen off the point\n\nA serpent was seen on Sunday."


def test_pages_of_a_document_are_told(client: TestClient) -> None:
    version = article(client, "minutes").versions[0]
    assert [page.number for page in version.pages] == [1, 2]
    second = version.pages[1]
    assert version.text[second.start : second.end] == (
        "The dredging of the inner harbour is put off until a barge is found."
    )
    assert version.published is None


def test_a_photo_tells_where_it_appears_and_never_where_its_file_lies(client: TestClient) -> None:
    response = client.get(f"/v1/photos/{KEEPER_PHOTO}")
    photograph = wire.Photograph.model_validate_json(response.content)
    (appearance,) = photograph.appearances
    assert (appearance.article_id, appearance.version) == ("keeper", 2)
    text = article(client, "keeper").versions[1].text
    assert text[appearance.start : appearance.end] == "Mara Ellin at the lamp of Gannet Point light."
    assert appearance.caption == "Mara Ellin at the lamp of Gannet Point light."
    assert (appearance.byline, appearance.credit) == ("Jo Sandvik", "Gannet Gazette")
    assert (appearance.place, appearance.taken) == ("Gannet Point", "2024-06-07")
    assert appearance.image == f"/v1/photos/{KEEPER_PHOTO}/image"
    assert "keeper.jpg" not in response.text


def test_the_picture_is_the_file_itself(client: TestClient) -> None:
    response = client.get(f"/v1/photos/{KEEPER_PHOTO}/image")
    assert response.status_code == 200
    assert response.headers["content-type"] == "image/jpeg"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.content.startswith(b"\xff\xd8\xff")


def test_a_file_that_is_gone_or_no_picture_is_not_given_out(client: TestClient) -> None:
    for photo in (FERRY_PHOTO, NOTES_PHOTO):
        detail = (
            f"the picture of photograph '{photo}' is not on disk as a JPEG, PNG, GIF or WebP file;"
            f" its caption is at /v1/photos/{photo}"
        )
        assert_problem(client.get(f"/v1/photos/{photo}/image"), 404, detail)


def test_a_picture_that_only_an_archive_holds_is_given_out_too(desk: Desk) -> None:
    asked = []

    def file_inside(path: str) -> bytes:
        asked.append(path)
        return b"\xff\xd8\xff the ferry"

    app = create_app(desk, file_inside=file_inside)
    response = TestClient(app, base_url=BASE_URL).get(f"/v1/photos/{FERRY_PHOTO}/image")
    assert (response.content, response.headers["content-type"]) == (b"\xff\xd8\xff the ferry", "image/jpeg")
    assert [path.rpartition("/")[2] for path in asked] == ["gone.jpg"]


def test_what_is_not_there_is_not_found(client: TestClient) -> None:
    assert_problem(
        client.get("/v1/articles/nobody"), 404, "there is no article 'nobody' in the archive; search to find its id"
    )
    for path in ("/v1/photos/nobody", "/v1/photos/nobody/image"):
        assert client.get(path).json()["detail"].startswith("there is no photograph 'nobody' in the archive")
        assert_problem(client.get(path), 404, client.get(path).json()["detail"])


def test_parameters_of_paths_without_any_are_refused(client: TestClient) -> None:
    for path in ("/v1/articles/keeper?version=1", f"/v1/photos/{KEEPER_PHOTO}/image?version=1", "/livez?version=1"):
        assert_problem(client.get(path), 422, "unknown parameter 'version'; there are none here")
