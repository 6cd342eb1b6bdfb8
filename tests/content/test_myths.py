"""The beliefs that ship: enough of them, for everyone, in words of our own."""

import re

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.myth import Myth, myth_complaints
from reconnect.model.voice import Only, Paragraph, Voice, voices

MYTHS = sorted(shipped_library().myths.newest.values(), key=lambda each: each.order)
# Topics that clinical practice names; the sentences are ours (Edwards 2019 names the first four).
TOPICS = {
    *(
        "young-and-attractive",
        "must-be-spontaneous",
        "only-with-penetration",
        "ill-people-do-not",
        "touch-must-lead-on",
    ),
    *("must-climax", "one-leads-always-ready", "a-body-proves-desire", "should-know-without-asking"),
    *("desire-comes-first", "bigger-longer", "touching-oneself-is-wrong", "fantasy-means-intent"),
    *("it-ends-with-age", "it-is-a-performance", "no-ends-everything", "pain-is-the-price", "hurt-means-harm"),
    *("they-will-leave", "others-do-it-more", "aids-mean-failure"),
}
ASSUMED = re.compile(r"\b(husbands?|wi(fe|ves)|boyfriends?|girlfriends?|spouses?)\b", re.I)
PUSHED = re.compile(r"\b(should|must|normal|failure|sufferers?|recover(ed)?)\b", re.I)


def said(myth: Myth, voice: Voice) -> str:
    view = " ".join(voice.speak(myth.fairer))
    return " ".join(voice.say(text) for text in (myth.belief, myth.often_from, myth.may_cost, view, myth.try_this))


def test_every_topic_has_a_card() -> None:
    assert set(shipped_library().myths.newest) >= TOPICS
    assert len(MYTHS) >= 18


@pytest.mark.parametrize("voice", voices(), ids=str)
@pytest.mark.parametrize("myth", MYTHS, ids=lambda each: each.id)
def test_a_card_speaks_to_everybody(myth: Myth, voice: Voice) -> None:
    text = said(myth, voice)
    assert "{" not in text
    assert not ASSUMED.search(text)
    assert voice.partner or "your partner" not in text


@pytest.mark.parametrize("myth", MYTHS, ids=lambda each: each.id)
def test_a_fairer_view_neither_pushes_nor_promises(myth: Myth) -> None:
    assert not [each.text for each in (*myth.fairer, Paragraph(myth.try_this)) if PUSHED.search(each.text)]


def test_hurt_need_not_mean_harm_though_sometimes_it_does() -> None:
    text = said(shipped_library().myths.newest["hurt-means-harm"], Voice())
    assert "though sometimes it does" in text


def test_a_card_that_asks_for_a_word_nobody_is_asked_for_is_found() -> None:
    myth = MYTHS[0]
    broken = Myth(myth.id, 1, 1, "{nose}", "a", "b", (Paragraph("c", (Only.PARTNER,)),), "d", myth.sources)
    assert {message for _, message in myth_complaints(broken)} == {
        "nobody is asked for their word for nose",
        "give a view for everyone",
    }
