from answer.disagreement import Statement, claim_of, disagreement_in, opposed
from answer.model import Citation, Side
from answer.question import read_question
from archive.model import Kind

CROWD = read_question("How many people came to the opening of the bridge?")
HERALD = Statement("The opening of the bridge drew 11,000 people.", "A bridge opens", "herald", "2020-06-22")
PACKET = Statement(
    "Police put the crowd at 6,500, after counts between 10 and 2.", "Bridge opening", "packet", "2020-06-21"
)


def citation(number: int, statement: Statement, source: str) -> Citation:
    return Citation(
        number=number,
        article_id=statement.article_id,
        version=1,
        passage_id="p",
        kind=Kind.BODY,
        start=0,
        end=len(statement.text),
        quote=statement.text,
        headline=statement.around,
        byline=None,
        source=source,
        published=statement.published,
    )


def test_another_paper_gives_another_number() -> None:
    claim = claim_of(CROWD, HERALD)
    assert claim is not None
    against = opposed(CROWD, claim, HERALD, PACKET)
    assert (claim.text, against and against.text) == ("11,000 people", "6,500")


def test_the_same_number_in_other_words_confirms() -> None:
    claim = claim_of(CROWD, HERALD)
    assert claim is not None
    other = Statement("Some 11,000 people saw the bridge opening.", "", "post", "2020-06-22")
    assert opposed(CROWD, claim, HERALD, other) is None


def test_another_time_or_another_unit_is_of_another_thing() -> None:
    claim = claim_of(CROWD, HERALD)
    assert claim is not None
    meeting = Statement("About 7,000 people came to hear of the bridge.", "Bridge opening", "packet", "2014-11-21")
    cost = Statement("The opening of the bridge cost 8,000 crowns for people's hats.", "", "packet", "2020-06-21")
    assert opposed(CROWD, claim, HERALD, meeting) is None
    assert opposed(CROWD, claim, HERALD, cost) is None


def test_dates_and_names_are_set_against_one_another() -> None:
    when = read_question("When will the pier at Marlow reopen?")
    one = Statement("The pier at Marlow will reopen on May 14, 2021.", "", "a", "2021-04-20")
    other = Statement("Marlow's pier is to reopen on May 20.", "", "b", "2021-04-22")
    who = read_question("Who designed the pier at Marlow?")
    first = Statement("The pier at Marlow was designed by Ada Lunt.", "", "a", "2021-04-20")
    second = Statement("Marlow's pier, designed by Rolf Berg, reopened.", "", "b", "2021-04-22")
    for question, made, against, text in ((when, one, other, "May 20"), (who, first, second, "Rolf Berg")):
        claim = claim_of(question, made)
        assert claim is not None
        found = opposed(question, claim, made, against)
        assert found is not None
        assert found.text == text


def test_the_answer_has_both_sides_with_their_papers_and_days() -> None:
    found = disagreement_in(CROWD, [citation(1, HERALD, "Herald"), citation(2, PACKET, "Packet")])
    assert found is not None
    assert found.sides == (
        Side("11,000 people", 1, "Herald", "2020-06-22"),
        Side("6,500", 2, "Packet", "2020-06-21"),
    )
    assert disagreement_in(CROWD, [citation(1, HERALD, "Herald")]) is None
