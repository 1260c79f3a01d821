"""The API, over HTTP: the only way in which the pages reach the archive."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote, urlencode

import httpx2
from pydantic import ValidationError

from api import receipt_schemas as receipts
from api import schemas as wire
from api import watch_schemas as watching

Parameters = Mapping[str, Sequence[str]]
Value = TypeVar("Value", bound=wire.Wire)

# An answer may wait for a model that is still being loaded; a server that is down says so at once.
_TIMEOUT = httpx2.Timeout(180, connect=5)


class ArchiveError(Exception):
    """The API answered with a problem, or not at all; `status` is 0 where it did not answer."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class ArchiveClient:
    """The archive's API over one HTTP client. Safe to share between sessions: it keeps nothing of theirs.

    Every method raises `ArchiveError` where the API answers with a problem or does not answer.
    """

    def __init__(self, http: httpx2.Client) -> None:
        self._http = http

    @classmethod
    def at(cls, url: str) -> "ArchiveClient":
        """The API at that address; proxies set for the world outside are not asked."""
        return cls(httpx2.Client(base_url=url, timeout=_TIMEOUT, trust_env=False))

    def asking(self, asked: wire.Question) -> Iterator[wire.Draft | wire.Answer]:
        """What a model drafts for the question, not verified, as it comes, and at the end the answer."""
        try:
            with self._http.stream("POST", "/v1/ask/stream", json=asked.model_dump(mode="json")) as response:
                if not response.is_success:
                    response.read()
                    raise ArchiveError(response.status_code, _detail(response))
                yield from _steps(response.iter_lines())
        except httpx2.TransportError as error:
            raise ArchiveError(0, f"nothing answers at {self._http.base_url}: {error}") from error
        except ValidationError as error:
            raise ArchiveError(502, self._other_format) from error

    def receipt(self, answer_id: str) -> receipts.Receipt:
        """The answer with that id as it was given, and what it was given from."""
        return self._get(receipts.Receipt, f"/v1/answers/{quote(answer_id, safe='')}")

    def exported_answer(self, answer_id: str, kind: str) -> bytes:
        """The answer as a file of that kind."""
        return self._send(
            "GET", f"/v1/answers/{quote(answer_id, safe='')}/export?{urlencode({'format': kind})}"
        ).content

    def exported_search(self, parameters: Parameters) -> bytes:
        """The hits for the parameters as a file of the `format` among them."""
        return self._send("GET", f"/v1/search/export?{urlencode(parameters, doseq=True)}").content

    def search(self, parameters: Parameters) -> wire.SearchResult:
        """The hits for the parameters, named as in the wire format."""
        return self._get(wire.SearchResult, f"/v1/search?{urlencode(parameters, doseq=True)}")

    def article(self, article_id: str) -> wire.Article:
        """The article with all its versions."""
        return self._get(wire.Article, f"/v1/articles/{quote(article_id, safe='')}")

    def compare(self, article_id: str, older: int, newer: int) -> wire.Comparison:
        """What changed between two versions of the article."""
        numbers = urlencode({"older": older, "newer": newer})
        return self._get(wire.Comparison, f"/v1/articles/{quote(article_id, safe='')}/diff?{numbers}")

    def collections(self) -> list[str]:
        """The names of the collections."""
        return [each.name for each in self._get(wire.Collections, "/v1/collections").collections]

    def photograph(self, photo_id: str) -> wire.Photograph:
        """The photograph and everywhere it appears."""
        return self._get(wire.Photograph, f"/v1/photos/{quote(photo_id, safe='')}")

    def picture(self, photo_id: str) -> bytes:
        """The picture file."""
        return self._send("GET", f"/v1/photos/{quote(photo_id, safe='')}/image").content

    def watches(self) -> watching.Watches:
        """The standing questions."""
        return self._get(watching.Watches, "/v1/watches")

    def notices(self, watch_id: str | None, limit: int) -> watching.Notices:
        """What a standing question noticed, or all of them did, the newest first."""
        of = f"/{quote(watch_id, safe='')}" if watch_id else ""
        return self._get(watching.Notices, f"/v1/watches{of}/notices?{urlencode({'limit': limit})}")

    def add_watch(self, asked: watching.NewWatch) -> watching.Watch:
        """Keep a standing question."""
        return self._get(watching.Watch, "/v1/watches", asked.model_dump(mode="json"))

    def remove_watch(self, watch_id: str) -> None:
        """Forget a standing question."""
        self._send("DELETE", f"/v1/watches/{quote(watch_id, safe='')}")

    def mark_read(self, watch_id: str, through: int) -> None:
        """Mark its notices up to that serial as read."""
        self._send("POST", f"/v1/watches/{quote(watch_id, safe='')}/read", {"through": through})

    def ready(self) -> wire.Ready:
        """The index that answers."""
        return self._get(wire.Ready, "/readyz")

    def _get(self, kind: type[Value], path: str, body: object = None) -> Value:
        response = self._send("GET" if body is None else "POST", path, body)
        try:
            return kind.model_validate_json(response.content)
        except ValidationError as error:
            raise ArchiveError(502, self._other_format) from error

    @property
    def _other_format(self) -> str:
        return f"{self._http.base_url} does not speak this version's format; update both to the same version"

    def _send(self, method: str, path: str, body: object = None) -> httpx2.Response:
        try:
            response = self._http.request(method, path, json=body)
        except httpx2.TransportError as error:
            raise ArchiveError(0, f"nothing answers at {self._http.base_url}: {error}") from error
        if response.is_success:
            return response
        raise ArchiveError(response.status_code, _detail(response))


def _steps(lines: Iterable[str]) -> Iterator[wire.Draft | wire.Answer]:
    """The events of an answer in the making; each is a line with its name and one with its value."""
    name = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data" and name == "draft":
            yield wire.Draft.model_validate_json(value)
        elif field == "data" and name == "answer":
            yield wire.Answer.model_validate_json(value)
            return
        elif field == "data":
            problem = wire.Problem.model_validate_json(value)
            raise ArchiveError(problem.status, problem.detail)
    raise ArchiveError(502, "the answer broke off; ask again")


def _detail(response: httpx2.Response) -> str:
    try:
        return wire.Problem.model_validate_json(response.content).detail
    except ValidationError:
        return f"{response.url} answered {response.status_code} {response.reason_phrase}; is that the archive's API?"
