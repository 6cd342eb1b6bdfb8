"""The pieces about pain: whole for everyone, plain, kind, and each picked by somebody's answers."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reconnect.model.address import address_of
from reconnect.model.condition import all_met
from reconnect.model.load import shipped_library
from reconnect.model.piece import Picture, Piece, Reason, for_anyone
from reconnect.model.piece_coherence import piece_complaints
from reconnect.model.place import Opens
from reconnect.model.questionnaire import ItemKind
from reconnect.model.shelf import Shelf
from reconnect.model.source import Confidence
from reconnect.model.voice import PLACEHOLDER, Only, Paragraph, Voice, voices

PIECES = sorted(shipped_library().pieces.newest.values(), key=lambda each: each.order)
DRAWN = Path(__file__).parents[2] / "src/reconnect/clinic/learning/templates/learning/pictures"
# What the pages have to explain, each by the words of a piece that does.
TOPICS = {
    "how-pain-gets-louder": "volume",
    "hurt-and-harm": "pain need not mean damage, though sometimes it does",
    "a-path-in-the-grass": "Nerves can go on learning",
    "thoughts-and-feelings": "thoughts and feelings can turn it up or down",
    "keeping-away": "Keeping away was a good idea once",
    "getting-it-over-with": "Getting it over with helps as little as keeping away",
    "a-faster-heart": "Only the words have changed",
    "muscles-on-guard": "pelvic floor",
    "after-a-flare-up": "flare-up",
    "children-now-or-later": "children",
    "bladder-and-bowel": "in a rush",
    "ashamed": "ashamed",
    "touch-that-goes-nowhere": "Touch without a goal",
    "tired-days": "Late at night",
    "wanting-goes-quiet": "some medicines",
    "on-your-own": "want nobody",
    "for-a-partner": "Neither of you ever has to",
}
PARTNER = re.compile(r"\bpartners?\b|\bspouse|\bcouple|\blover\b|\bboth of you\b|\byour (other|better) half\b", re.I)
INSIDE = re.compile(r"penetrat|\binside\b|\bdilator|\btrainer", re.I)
HARM = re.compile(
    r"all in (the|your) (mind|head)|\bharmless\b|pain is only|ignore (it|the pain)|no reason to worry", re.I
)
PROMISE = re.compile(
    r"\bwill (go|stop|fade|get better)\b|\balways works\b|\bstudies (show|prove)|\bmost people\b", re.I
)


def told(piece: Piece, voice: Voice) -> str:
    return "\n".join([piece.title, piece.about, *voice.speak(piece.paragraphs)])


def test_every_topic_has_its_piece_and_says_what_it_is_for() -> None:
    assert [each.id for each in PIECES] == list(TOPICS)
    for piece in PIECES:
        assert TOPICS[piece.id] in told(piece, Voice(partner=True)), piece.id


def test_all_addresses_differ_and_say_nothing() -> None:
    found = {address_of(each.id) for each in PIECES}
    assert len(found) == len(PIECES)
    assert all(re.fullmatch("[a-z2-7]{8}", each) for each in found)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.id)
@pytest.mark.parametrize("voice", voices(), ids=lambda voice: f"{voice.partner}-{voice.penetration}-{len(voice.words)}")
def test_in_every_voice_nothing_is_left_open_and_nobody_is_assumed(piece: Piece, voice: Voice) -> None:
    if not voice.admits(piece.only):
        return
    said = told(piece, voice)
    assert not PLACEHOLDER.search(said)
    assert "{" not in said
    assert voice.partner or not PARTNER.search(said), PARTNER.search(said)
    assert voice.penetration or not INSIDE.search(said), INSIDE.search(said)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.id)
def test_what_anyone_reads_is_whole_and_short(piece: Piece) -> None:
    plain = Voice().speak(for_anyone(piece.paragraphs))
    words = " ".join(plain).split()
    most = 280 if Only.PARTNER in piece.only else 220  # whoever reads a partner's is sent nowhere else
    assert 120 <= len(words) <= most
    assert Only.PARTNER in piece.only or not PARTNER.search(" ".join(plain))
    assert not INSIDE.search(" ".join(plain))
    assert len(piece.try_this) == 1


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.id)
def test_no_piece_promises_anything_or_makes_light_of_pain(piece: Piece) -> None:
    for voice in voices():
        said = told(piece, voice)
        assert not HARM.search(said.replace("Saying that it is only in the mind", ""))
        assert not PROMISE.search(said), PROMISE.search(said)


def test_that_pain_need_not_mean_damage_is_never_said_without_its_other_half() -> None:
    for piece in PIECES:
        said = told(piece, Voice(partner=True))
        for clause in re.findall(r"[^.?!]*\b(?:not|n't)\b[^.?!]*\bdamage\w*[^.?!]*", said):
            assert "though sometimes it does" in clause, (piece.id, clause)


def test_where_the_body_is_spoken_of_somebody_learns_when_to_be_checked() -> None:
    by_id = {each.id: told(each, Voice()) for each in PIECES}
    for name in ("hurt-and-harm", "bladder-and-bowel"):
        assert "emergency department now" in by_id[name]
    assert "always have it checked" in by_id["hurt-and-harm"]
    assert "Have it checked" in by_id["after-a-flare-up"]
    assert "stop" in by_id["muscles-on-guard"]


def test_the_leaflet_for_a_partner_says_what_helps_what_does_not_and_where_they_may_turn() -> None:
    piece = shipped_library().pieces.newest["for-a-partner"]
    said = told(piece, Voice(partner=True))
    for part in ("What may help.", "What does not help.", "Neither of you ever has to.", "You count, too.", "999"):
        assert part in said
    assert not any(each.only for each in piece.paragraphs)  # it is read without any account, so nothing is left out


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.id)
def test_sources_are_named_and_nothing_recalled_is_told(piece: Piece) -> None:
    confidences = [each.confidence for each in piece.sources]
    assert Confidence.RECALLED not in confidences
    assert confidences[0] is Confidence.READ
    assert confidences[-1] is Confidence.DESIGN


def test_every_picture_is_drawn_used_once_and_says_itself_in_words() -> None:
    used = [each.picture for each in PIECES if each.picture]
    assert sorted(used) == sorted(each for each in Picture if each)
    for picture in used:
        text = (DRAWN / f"{picture}.svg.j2").read_text("utf-8")
        title, says = re.search(r'call idea\("[\w-]+", "([^"]+)", "([^"]+)"', text).groups()  # type: ignore[union-attr]
        assert 10 < len(title) < 60
        assert len(says.split()) >= 20
        assert not re.search(r"\bstyle=|<script|<style|on\w+=|https?:", text)


REASONS = [(piece, reason) for piece in PIECES for reason in piece.for_whom]


@pytest.mark.parametrize(
    ("piece", "reason"), REASONS, ids=[f"{piece.id}-{number}" for number, (piece, _) in enumerate(REASONS)]
)
def test_somebody_may_be_picked_for_every_reason_and_nobody_who_did_not_answer(piece: Piece, reason: Reason) -> None:
    answers: dict[tuple[str, str], int] = {}
    for each in reason.all_of:
        item = shipped_library().questionnaires.newest[each.questionnaire].item(each.item)
        assert item is not None
        steps = range(item.low, item.high + 1)
        value = 2**each.holds if item.kind is ItemKind.CHOICES else max(step for step in steps if each.met_by(step))
        assert item.allows(value)
        answers[each.questionnaire, each.item] = value
    assert all_met(reason.all_of, lambda *key: answers.get(key))
    assert piece.reason_met(lambda *key: answers.get(key)) is not None
    assert piece.reason_met(lambda *_: None) is None


def test_an_answer_that_must_reach_somebody_picks_no_piece() -> None:
    asked = shipped_library().questionnaires.newest
    for piece in PIECES:
        for each in piece.conditions:
            item = asked[each.questionnaire].item(each.item)
            assert not asked[each.questionnaire].locked
            assert not item.sealed
            assert item.flag is None
            assert item.kind is not ItemKind.TEXT


def _complaints(broken: Piece) -> list[tuple[str, str]]:
    library = shipped_library()
    pieces = {(each.id, each.version): each for each in library.pieces} | {(broken.id, broken.version): broken}
    found = piece_complaints(replace(library, pieces=Shelf(pieces)), settled=True)
    return [(field, message) for piece, field, message in found if piece.id == broken.id]


def _condition(questionnaire: str, item: str, **limits: int) -> tuple[Reason, ...]:
    condition = replace(REASONS[0][1].all_of[0], questionnaire=questionnaire, item=item, at_least=None)
    return (Reason((replace(condition, **limits),)),)


ONE = shipped_library().pieces.newest["keeping-away"]
BROKEN = {
    "a word that nobody is asked for": (replace(ONE, body=(Paragraph("Your {knee}."),)), "body", "{knee}"),
    "words for some and none for everyone": (
        replace(ONE, body=(Paragraph("Both.", (Only.PARTNER,)),)),
        "body",
        "for everyone",
    ),
    "an empty paragraph": (replace(ONE, body=(*ONE.body, Paragraph(" "))), "body", "is empty"),
    "a title with a word in it": (replace(ONE, title="Your {chest}"), "title", "stay as they are"),
    "for nobody": (replace(ONE, for_whom=()), "for_whom", "say whom it is for"),
    "for everybody, and for some": (replace(ONE, always=True), "for_whom", "say whom it is for"),
    "for no answer": (replace(ONE, for_whom=(Reason(()),)), "for_whom[1]", "name at least one answer"),
    "a sealed answer": (
        replace(ONE, for_whom=_condition("assessment-relationships", "safe-now", at_least=1)),
        "for_whom, condition 1",
        "sealed answers",
    ),
    "a locked block": (
        replace(ONE, for_whom=_condition("assessment-hard-experiences", "as-adult", at_least=1)),
        "for_whom, condition 1",
        "open to all",
    ),
    "a flag": (
        replace(ONE, for_whom=_condition("assessment-body", "bleeding", holds=1)),
        "for_whom, condition 1",
        "no explanation",
    ),
    "somebody's own words": (
        replace(ONE, for_whom=_condition("worksheet-pain-education", "note", at_least=1)),
        "for_whom, condition 1",
        "own words",
    ),
    "a place that is taken": (replace(ONE, order=1), "order", "another piece"),
}


@pytest.mark.parametrize(("piece", "field", "words"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_with_a_piece_is_said(piece: Piece, field: str, words: str) -> None:
    assert _complaints(ONE) == []
    assert [where for where, message in _complaints(piece) if words in message] == [field]


def test_their_place_is_open_always() -> None:
    place = shipped_library().places.newest["short-pages"]
    assert place.opens is Opens.ALWAYS
    assert place.route == "leaflets"
