"""How much of one text stands in another, worked out by hand."""

import pytest

from index.alignment import Prose, held_against

LEAD = "The fisheries board on Wednesday cut the herring quota by 38 percent after a survey of the stock."
VOTE = "The vote of the nine members was six to three and takes effect in March."
BOAT = "Sixteen boats of the coastal fleet depend on herring for half of what they earn."
TALK = "Nobody asked us before they sat down to vote, said the skipper of the largest of them."
WIRE = "\n\n".join([LEAD, VOTE, BOAT, TALK])


def held(one, other):
    found = held_against(Prose(one), Prose(other))
    return round(found.share, 3), found.missing, found.moved


def test_a_text_stands_in_itself():
    assert held(WIRE, WIRE) == (1, 0, False)


def test_case_punctuation_and_where_lines_break_make_no_difference():
    assert held(WIRE.upper().replace(",", " –").replace("\n\n", " "), WIRE) == (1, 0, False)


def test_what_was_cut_is_counted_by_words_and_by_paragraphs():
    cut = "\n\n".join([LEAD, BOAT])
    assert held(cut, WIRE) == (1, 0, False)
    assert held(WIRE, cut) == (round((18 + 15) / (18 + 15 + 15 + 17), 3), 2, False)


def test_what_stands_in_another_order_is_moved():
    assert held("\n\n".join([TALK, BOAT, VOTE, LEAD]), WIRE) == (1, 0, True)


def test_words_that_text_recognition_misread_are_the_same_words():
    misread = LEAD.replace("fisheries", "fishcries").replace("Wednesday", "Wcdncsday").replace("survey", "survcy")
    assert held(misread, WIRE) == (1, 0, False)


def test_a_sentence_that_lost_a_few_words_counts_for_those_it_kept():
    assert held("The vote of the nine members was six to three.", WIRE) == (1, 0, False)
    assert held(VOTE, VOTE.replace("in March", "then"))[0] == round(13 / 15, 3)
    assert held(VOTE, "The vote was six to three.") == (0, 1, False)


@pytest.mark.parametrize("figure", ["39", "12", "3800"])
def test_a_sentence_with_another_figure_says_something_else(figure):
    assert held(LEAD.replace("38", figure), LEAD) == (0, 1, False)


def test_a_report_of_the_next_day_is_no_copy_of_the_days_before():
    report = "The index closed {} points {} at {}. Shares of {} led the list with a gain of {} percent."
    monday = report.format(31, "up", 7412, "Marlow Steel", 4)
    tuesday = report.format(12, "down", 7400, "Brand Timber", 3)
    assert held(tuesday, monday) == (0, 1, False)


def test_texts_on_one_event_by_two_papers_share_little():
    other = (
        "Herring boats will land a third less this season. The board voted by six to three for the cut on Wednesday."
    )
    assert held(other, WIRE) == (0, 1, False)


def test_nothing_stands_in_nothing():
    assert held("", WIRE) == (0, 0, False)
    assert held(WIRE, "") == (0, 4, False)


def test_each_sign_of_a_script_without_spaces_is_a_word():
    text = "北海道の漁業組合は水曜日にニシンの割当を削減した。組合員は反対した。"
    assert held(text, text.replace("削減", "縮小"))[0] > 0.9
    assert held(text, "東京の株式市場は木曜日に大きく値を上げて取引を終えた。") == (0, 1, False)


def test_forms_that_a_paper_prints_in_every_article_are_no_words_of_it():
    form = "Stay ahead with our newsletter. Please enter a valid email address. SIGN UP to be told of offers.\n\n"
    rest = "Edit email {{ #verifyErrors }} {{ message }} Something went wrong. {{ /verifyErrors }}\n\n"
    assert held(form + rest + LEAD, form + rest + TALK) == (0, 1, False)
    assert held(form + rest + LEAD, WIRE) == (1, 0, False)
    assert held(form + rest, form + rest) == (0, 0, False)
