from datetime import date

from answer.parts import Part, parts_of
from answer.question import read_question
from index.filters import Filters

SOURCES = ("The Verge", "The Age", "TechCrunch", "FOX News - Health", "FOX News - Lifestyle", "Time")


def parts(text: str) -> list[Part]:
    return parts_of(read_question(text), SOURCES)


def test_each_paper_is_asked_its_own_clause() -> None:
    found = parts(
        "Does the Verge article call the deal unneeded, while TechCrunch says prices of cheap phones will rise?"
    )
    assert [(part.sources, part.text) for part in found] == [
        (("The Verge",), "Does the Verge article call the deal unneeded"),
        (("TechCrunch",), "while TechCrunch says prices of cheap phones will rise?"),
    ]


def test_papers_named_together_share_their_words() -> None:
    found = parts("According to The Verge and The Age, which company paid billions for default search?")
    assert [part.sources for part in found] == [("The Verge",), ("The Age",)]


def test_a_desk_is_meant_where_it_is_named_and_the_whole_paper_where_not() -> None:
    assert [part.sources for part in parts("Did FOX News - Health report on the vaccine trial in Boston?")] == [
        ("FOX News - Health",)
    ]
    assert [part.sources for part in parts("Did FOX News report on the vaccine trial in Boston?")] == [
        ("FOX News - Health", "FOX News - Lifestyle")
    ]


def test_a_common_word_is_no_paper() -> None:
    assert parts("What time did the age of steam end?") == []


def test_the_day_of_publication_limits_the_part() -> None:
    (part,) = parts("What did the TechCrunch report on the trial of the founder published on October 6, 2023 claim?")
    assert part.day == date(2023, 10, 6)
    assert part.within(Filters()) == Filters(
        sources=("TechCrunch",), date_from=date(2023, 10, 6), date_to=date(2023, 10, 6)
    )


def test_a_part_outside_the_readers_filters_is_not_looked_up() -> None:
    part = Part("words", ("TechCrunch",), date(2023, 10, 6))
    assert part.within(Filters(sources=("The Age",))) is None
    assert part.within(Filters(date_to=date(2023, 10, 5))) is None
