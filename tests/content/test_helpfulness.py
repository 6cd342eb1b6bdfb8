"""What helped: one question a technique, all on one scale, and never a score."""

from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import ItemKind, Questionnaire, Use, Wording

RATED = "technique-helpfulness"


def rating() -> Questionnaire:
    return shipped_library().questionnaires.newest[RATED]


def test_it_asks_of_every_technique_once_and_of_nothing_else() -> None:
    assert sorted(item.id for item in rating().items) == sorted(shipped_library().techniques.newest)


def test_all_its_questions_are_answered_on_one_scale_in_our_own_words() -> None:
    assert {(item.kind, item.low, item.high, *sorted(item.labels.items())) for item in rating().items} == {
        (ItemKind.SCALE, 0, 4, ("0", "Not helpful"), ("4", "Very helpful"))
    }
    assert rating().wording is Wording.OWN


def test_it_is_not_scored_raises_no_flag_and_offers_that_something_was_not_done() -> None:
    assert rating().use is Use.RATING
    assert rating().measures == ()
    assert not any(item.flag or item.sealed for item in rating().items)
    assert rating().not_for_me == "We did not do this"
    assert rating().not_for_me in " ".join(rating().before)


def test_it_is_the_only_one_of_its_use() -> None:
    of_its_use = [each.id for each in shipped_library().questionnaires.newest.values() if each.use is Use.RATING]
    assert of_its_use == [RATED]


def test_no_question_takes_a_partner_for_granted() -> None:
    assert not [item.id for item in rating().items if "partner" in item.text.lower()]
