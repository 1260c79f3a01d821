"""Pages as a reader meets them, and a desk that gives every kind of answer there is to show."""

from collections.abc import Generator

from lxml.html import HtmlElement, fragment_fromstring
from streamlit.testing.v1 import AppTest

from answer.desk import Desk
from answer.model import Answer, AnswerSentence, AnswerStatus, AskRequest, Citation, Draft, WriterName
from index.hits import SearchRequest

STEPS = "How many steps has Gannet Point light?"
DOUBTFUL = "Was the keeper tired?"


class Page:
    """A page as a reader meets it: what it shows, and the fields it offers."""

    def __init__(self, test: AppTest) -> None:
        self.test = test
        self.html: HtmlElement = fragment_fromstring("".join(each.body for each in test.html), create_parent="main")

    @property
    def address(self) -> dict[str, list[str]]:
        """The parameters in the page's address."""
        given = {name: self.test.query_params[name] for name in self.test.query_params}
        return {name: value if isinstance(value, list) else [value] for name, value in given.items()}

    def all(self, path: str) -> list[HtmlElement]:
        found: list[HtmlElement] = self.html.xpath(path)
        return found

    def texts(self, path: str) -> list[str]:
        return [" ".join(each.text_content().split()) for each in self.all(path)]

    def text(self, path: str) -> str:
        (text,) = self.texts(path)
        return text


class ScriptedDesk(Desk):
    """The newsroom's desk, but for its answers, which are scripted so that every kind of them is shown."""

    asked: AskRequest

    def answering(self, request: AskRequest) -> Generator[Draft | Answer, None, None]:
        if request.question == DOUBTFUL:
            yield Draft(text="The keeper <b>slept</b>.")
            yield Draft(text="", withdrawn=True)
            yield Draft(text="The keeper was tired.")
        yield self._scripted(request)

    def _scripted(self, request: AskRequest) -> Answer:
        self.asked = request
        nearest = self.search(SearchRequest(query=request.question, limit=3)).hits
        if request.question not in (STEPS, DOUBTFUL):
            return Answer(
                status=AnswerStatus.REFUSED,
                question=request.question,
                generation="g1",
                reason="No passage names the year 1850.",
                nearest=nearest,
            )
        cited = [self._cite(1, "Mara Ellin climbed the 212 steps"), self._cite(2, "There are 212.")]
        return Answer(
            status=AnswerStatus.ANSWERED,
            question=request.question,
            generation="g1",
            short=("212", 2),
            sentences=(
                AnswerSentence(text="Mara Ellin climbed the 212 steps.", citations=(1,), verified=True),
                AnswerSentence(text="There are 212.", citations=(1, 2), verified=request.question == STEPS),
            ),
            citations=tuple(cited),
            understood=("names Gannet Point",),
            timings={"search": 20.0, "answer": 1230.0},
            writer=WriterName.MODEL if request.question == DOUBTFUL else WriterName.EXTRACTIVE,
            model="a model" if request.question == DOUBTFUL else None,
        )

    def _cite(self, number: int, quote: str) -> Citation:
        passage = next(each for each in self.passages("keeper") if quote in each.text)
        start = passage.start + passage.text.index(quote)
        return Citation(
            number=number,
            article_id="keeper",
            version=2,
            passage_id=passage.passage_id,
            kind=passage.kind,
            start=start,
            end=start + len(quote),
            quote=quote,
            headline=passage.headline,
            byline=passage.byline,
            source=passage.source,
            published=passage.published,
            verified=True,
        )
