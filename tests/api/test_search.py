import pytest
from fastapi.testclient import TestClient

from api import schemas as wire
from tests.api.checks import assert_problem
from tests.api.newsroom import ARRIVED, COURIER, GAZETTE

NAMES = (
    "date_from, date_to, date_field, undated, source, section, byline, language, kind, as_of, collection, file, q, "
    "limit, group, mode, order, around, condense, facets, cursor"
)


def search(client: TestClient, **parameters: object) -> wire.SearchResult:
    response = client.get("/v1/search", params=parameters)
    assert response.status_code == 200, response.text
    return wire.SearchResult.model_validate_json(response.content)


def articles(result: wire.SearchResult) -> set[str]:
    return {hit.article_id for hit in result.hits}


def test_the_passage_that_says_it_comes_first_and_stands_where_it_says(client: TestClient) -> None:
    result = search(client, q="climbed the 212 steps for the last time on Friday")
    first = result.hits[0]
    assert (first.article_id, first.version, first.kind, first.source) == ("keeper", 2, "body", GAZETTE)
    assert (first.byline, first.published, first.section) == ("Oda Brandt", "2024-06-07", "News")
    version = client.get("/v1/articles/keeper").json()["versions"][1]
    assert version["text"][first.start : first.end] == first.text
    assert "212 steps" in first.text
    assert result.query == "climbed the 212 steps for the last time on Friday"
    assert result.generation == client.get("/readyz").json()["generation"]


def test_a_response_is_json_and_holds_every_field_of_the_schema(client: TestClient) -> None:
    response = client.get("/v1/search", params={"q": "harbour board", "limit": 2, "facets": True})
    assert response.headers["content-type"] == "application/json"
    assert set(response.json()) == set(wire.SearchResult.model_fields)
    assert [set(hit) for hit in response.json()["hits"]] == [set(wire.Hit.model_fields)] * 2


def test_hits_come_best_first_and_no_more_than_asked_for(client: TestClient) -> None:
    hits = search(client, q="harbour board", limit=3).hits
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_grouped_by_article_each_article_comes_once_with_its_other_passages(client: TestClient) -> None:
    hits = search(client, q="lighthouse keeper Mara Ellin lamp", group="article").hits
    assert len({hit.article_id for hit in hits}) == len(hits)
    keeper = next(hit for hit in hits if hit.article_id == "keeper")
    assert {each.article_id for each in keeper.more} == {"keeper"}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"source": COURIER}, {"ferry"}),
        ({"source": [COURIER, "odd & sons"]}, {"ferry", "hostile"}),
        ({"section": "business"}, {"ferry"}),
        ({"byline": "Falk"}, {"ferry"}),
        ({"language": "de"}, {"hostile"}),
        ({"date_from": "2020-02-11", "date_to": "2020-02-11"}, {"ferry"}),
        ({"date_from": "2024-06-08"}, set()),
        ({"byline": "BRANDT, Oda", "source": "gannetgazette.com"}, {"keeper"}),
        ({"date_from": "2024-06-08", "date_field": "updated"}, {"keeper"}),
        ({"date_from": "2024-06-07", "date_to": "2024-06-07", "date_field": "taken"}, {"keeper"}),
        ({"undated": "true"}, {"minutes"}),
        ({"undated": "true", "date_field": "ingested"}, set()),
        ({"kind": "note"}, {"keeper"}),
        ({"kind": ["note", "caption"], "date_to": "2023-12-31"}, {"ferry", "hostile"}),
    ],
)
def test_every_hit_meets_the_filters(client: TestClient, filters: dict[str, object], found: set[str]) -> None:
    assert articles(search(client, q="the harbour board", limit=100, **filters)) == found


def test_a_result_says_which_dates_count_and_whom_its_hits_are_by(client: TestClient) -> None:
    result = search(client, q="keeper", date_field="updated", date_from="2024-06-01", facets=True)
    assert (result.date_field, result.understood) == ("updated", ["by date of update"])
    assert search(client, q="keeper").date_field == "published"
    first = next(hit for hit in result.hits if hit.kind == "caption")
    assert (first.byline, first.authors) == ("Oda Brandt", ["Oda Brandt", "Jo Sandvik"])
    assert first.dates == {
        "updated": "2024-06-08T09:30:00+01:00",
        "taken": "2024-06-07",
        "dateline": "2024-06-07",
        "ingested": ARRIVED,
    }
    assert [facet.field for facet in result.facets if facet.several] == ["byline"]


def test_both_modes_answer(client: TestClient) -> None:
    fast, best = (search(client, q="ferry fares", mode=mode) for mode in ("fast", "best"))
    assert fast.hits[0].article_id == best.hits[0].article_id == "ferry"


@pytest.mark.parametrize(
    ("parameters", "detail"),
    [
        ("", "q is missing"),
        ("q=", "q is '': string should have at least 1 character"),
        ("q=ferry&sourc=x", f"unknown parameter 'sourc'; the parameters here are {NAMES}"),
        ("q=ferry&q=tram", "the parameter 'q' is given more than once; give it once"),
        ("q=ferry&limit=0", "limit is '0': input should be greater than or equal to 1"),
        ("q=ferry&limit=101", "limit is '101': input should be less than or equal to 100"),
        ("q=ferry&group=day", "group is 'day': input should be 'passage' or 'article'"),
        ("q=ferry&kind=photo", "kind.0 is 'photo': input should be 'headline', 'body', 'caption' or 'note'"),
        ("q=ferry&source=", "source.0 is '': string should have at least 1 character"),
        (
            "q=ferry&date_from=2024",
            "date_from is '2024': string should match pattern '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'",
        ),
        (
            "q=ferry&date_to=2023-02-29",
            "date_to is '2023-02-29', which is not in the calendar; give a day such as 2020-02-11",
        ),
        (
            "q=ferry&date_from=2024-01-02&date_to=2024-01-01",
            "the first day 2024-01-02 is after the last day 2024-01-01; exchange them",
        ),
        (
            "q=ferry&date_field=printed",
            "date_field is 'printed': input should be 'published', 'updated', 'created', 'taken', 'dateline' or "
            "'ingested'",
        ),
        (
            "q=ferry&undated=true&date_to=2024-01-01",
            "what has no date is not until 2024-01-01; ask for days or for what is undated",
        ),
    ],
)
def test_what_cannot_be_searched_for_is_named(client: TestClient, parameters: str, detail: str) -> None:
    assert_problem(client.get(f"/v1/search?{parameters}"), 422, detail)


def test_white_space_is_no_query(client: TestClient) -> None:
    assert_problem(client.get("/v1/search", params={"q": " \t"}), 422, "the query is empty; type what to look for")
