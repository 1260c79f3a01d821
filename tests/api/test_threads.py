from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient

from answer.desk import Desk
from api.app import create_app

QUERIES = ["ferry fares", "lighthouse keeper", "harbour board", "dredging of the inner harbour"]


def test_readers_at_the_same_time_get_what_one_reader_gets(client: TestClient) -> None:
    def found(query: str) -> list[tuple[str, float]]:
        hits = client.get("/v1/search", params={"q": query}).json()["hits"]
        article = client.get(f"/v1/articles/{hits[0]['article_id']}").json()
        assert article["article_id"] == hits[0]["article_id"]
        return [(hit["passage_id"], hit["score"]) for hit in hits]

    alone = [found(query) for query in QUERIES]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(found, QUERIES * 10))
    assert together == alone * 10


def test_the_first_requests_may_come_at_once(desk: Desk) -> None:
    """What every request is compared with is there before the first: threads that made it together broke it."""
    assert create_app(desk).openapi_schema is not None
