"""The sessions and programmes that come with ReConnect: whole, for everyone, and safe to run as they stand."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest
import textstat

from reconnect.model.load import shipped_library
from reconnect.model.programme import ENOUGH_ABOUT_SEX, minutes_about_sex
from reconnect.model.readers import UNREAD, texts_of
from reconnect.model.session_coherence import BREAK
from reconnect.model.session_plan import Doing, SessionPlan
from reconnect.model.source import Confidence
from reconnect.model.voice import PLACEHOLDER, Only, Paragraph, Voice, voices

LIBRARY = shipped_library()
LINK = LIBRARY.programmes.newest["link"]
BLOCK = LIBRARY.programmes.newest["intimacy-block"]
WEEKS = [LIBRARY.sessions.newest[each] for each in LINK.sessions]
SEX = [each for each in WEEKS if each.minutes_about_sex]
(BLOCKED,) = (LIBRARY.sessions.newest[each] for each in BLOCK.sessions)
EVERY = list(LIBRARY.sessions.newest.values())

# Session by session: minutes, minutes of them about sex, and what its sheet or its run-sheet speaks of.
PLANNED = [
    ("arriving", 150, 0, ("how we want to be", "louder", "matters to me")),
    ("pace-and-breath", 150, 0, ("small and steady", "pelvic floor", "bladder and bowel")),
    ("thoughts-and-kindness", 150, 0, ("habits of thought", "shame", "low mood", "attention")),
    ("medicines-and-flares", 150, 0, ("opioid", "antidepressant", "flare-up")),
    ("beliefs-and-touch", 150, 105, ("people believe", "faster heart", "stepping stones", "boundary")),
    ("steps-and-talking", 150, 85, ("sore places", "a small plan", "finding words", "children")),
    ("setbacks-and-onwards", 150, 0, ("setback", "what matters", "questionnaires")),
]
# Planned minutes of Link that count for each of the ten techniques.
DOSE = {
    "naming-myths": 30,
    "pain-education": 60,
    "sharing-with-partner": 35,
    "attention-and-mindfulness": 55,
    "sensate-focus": 60,
    "avoidance-reduction": 70,
    "desensitisation": 25,
    "flare-up-plan": 75,
    "talking-with-partner": 30,
    "medication-management": 45,
}
PARTNER = re.compile(r"\bpartners?\b|\bspouse|\bcouple|\blover\b|\bboth of you\b|\byour (other|better) half\b", re.I)
INSIDE = re.compile(r"penetrat|\binside\b|\bdilator|\btrainer|\bvagina", re.I)
PELVIC = re.compile(r"\bpelvi\w*|\bendometrio\w*|\bprostat\w*|\bvulv\w*|\bbladder\b", re.I)
CLAIMS = re.compile(
    r"\bwill (help|work|go away|get better|improve|feel better)|\bproven\b|\bstudies show|\bworks for\b"
    r"|\bmost people\b|\beffective\b|\bfaster results\b",
    re.I,
)
GENDERED = re.compile(r"\b(he|she|his|hers?|him|ladies|gentlemen|guys|husband|wife|boyfriend|girlfriend)\b", re.I)
SENTENCE = re.compile(r"(?<=[.!?])[”’\"']?\s+")
OLDEST = 11  # years
LONGEST = 20  # words of a sentence
FITS = 340  # words of a sheet that leave room on one page
# Where a clothed group in chairs may put a hand: on themselves, or on a thing.
NEVER = re.compile(
    r"\b(undress|take off|lie on top|touch (each|one another|the person|your neighbour)|in pairs)\b", re.I
)


def run_sheet(session: SessionPlan) -> str:
    return "\n".join(line for part in session.parts for line in (part.title, *part.words))


def sheet(session: SessionPlan, voice: Voice) -> str:
    said = (*voice.speak(session.handout.body), *voice.speak(session.handout.try_this))
    return "\n".join([session.handout.title, *said, *voice.speak(session.practice)])


def plain(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [Voice().say(each.text) for each in paragraphs if not each.only]


def all_texts(session: SessionPlan) -> Iterator[str]:
    yield from texts_of(session)
    for part in session.parts:
        yield from (part.title, *part.words)
    distress = session.distress
    yield from (session.about, *session.materials, *distress.may_touch_on, *distress.signs)
    yield from (*distress.do, *distress.say, *distress.afterwards)


def test_link_is_seven_weekly_sessions_with_a_follow_up() -> None:
    assert len(LINK.sessions) == 7
    assert LINK.every_days == 7
    assert LINK.follow_up
    assert not LINK.block


@pytest.mark.parametrize(("name", "minutes", "about_sex", "topics"), PLANNED, ids=[each[0] for each in PLANNED])
def test_each_session_has_its_minutes_and_its_topics(
    name: str, minutes: int, about_sex: int, topics: tuple[str, ...]
) -> None:
    session = LIBRARY.sessions.newest[name]
    assert [each.id for each in WEEKS].index(name) == [each[0] for each in PLANNED].index(name)
    assert (session.minutes, session.minutes_about_sex) == (minutes, about_sex)
    assert sum(part.minutes for part in session.parts) == minutes
    told = run_sheet(session).lower()
    assert [topic for topic in topics if topic not in told] == []


def test_link_gives_an_hour_or_more_to_sex_twice_and_enough_in_all() -> None:
    assert [each.id for each in SEX] == ["beliefs-and-touch", "steps-and-talking"]
    assert all(each.minutes_about_sex >= 60 for each in SEX)
    assert minutes_about_sex(WEEKS) == 190 >= ENOUGH_ABOUT_SEX


def test_all_ten_techniques_are_delivered_and_their_minutes_come_out() -> None:
    minutes: Counter[str] = Counter()
    for session in WEEKS:
        for part in session.parts:
            minutes[part.technique] += part.minutes
    del minutes[""]
    assert dict(minutes) == DOSE
    assert set(DOSE) == set(LIBRARY.techniques.newest)


def test_the_block_is_two_hours_for_any_pain_and_most_of_it_is_about_closeness() -> None:
    assert BLOCK.block
    assert not BLOCK.follow_up
    assert BLOCKED.minutes == 120
    assert BLOCKED.minutes_about_sex == 90


def test_the_block_assumes_no_pelvic_pain_and_no_partner() -> None:
    texts = [*all_texts(BLOCKED), BLOCK.name, BLOCK.about, *BLOCK.beforehand]
    assert [text for text in texts if PELVIC.search(text)] == []
    told = " ".join(texts)
    for words in ("with nobody", "asexual", "one alone"):
        assert words in told
    assert PELVIC.search(run_sheet(WEEKS[1]))


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_there_is_a_break_and_the_notice_is_read_at_the_beginning(session: SessionPlan) -> None:
    assert [part.minutes >= BREAK for part in session.parts if part.doing is Doing.BREAK] == [True]
    assert "ead the notice" in " ".join(session.parts[0].words)
    assert not session.parts[0].optional


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_the_notice_says_what_comes_that_nobody_has_to_share_and_that_anybody_may_go(session: SessionPlan) -> None:
    told = " ".join(session.notice)
    assert re.search(r"obody has to (share|say)", told)
    assert re.search(r"may (leave|go out|stay away)", told)
    if session.minutes_about_sex:
        assert "sex" in told
        assert "hurts or frightens you at home" in told
        assert "alone, today" in told


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_the_exercise_is_run_in_an_optional_part_in_chairs_and_clothes_with_something_else_to_do(
    session: SessionPlan,
) -> None:
    (part,) = [each for each in session.parts if "Run the exercise below" in " ".join(each.words)]
    assert part.optional
    assert part.doing is Doing.EXERCISE
    assert "what somebody may do instead" in " ".join(part.words)
    assert not NEVER.search(" ".join(session.exercise.steps))
    assert "step out" in session.exercise.instead or "walk" in session.exercise.instead


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_somebody_knows_what_to_do_when_nobody_speaks(session: SessionPlan) -> None:
    for part in session.parts:
        if any(line.startswith("Ask:") for line in part.words) and part.minutes > 10:
            assert any(line.startswith("If nobody speaks:") for line in part.words), part.id


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_the_distress_plan_names_who_goes_out_and_keeps_names_off_boards_and_out_of_group_notes(
    session: SessionPlan,
) -> None:
    plan = session.distress
    assert re.search(r"named.*goes? out (with|at once with)", " ".join((*plan.do, run_sheet(session))))
    assert "own record" in " ".join(plan.afterwards)
    assert re.search(r"[Tt]ell the clinical lead|Tell its lead", " ".join((*plan.afterwards, *plan.do)))
    assert "safe" in " ".join((*plan.do, *plan.afterwards))
    assert all(len(part) >= 3 for part in (plan.may_touch_on, plan.signs, plan.do, plan.say, plan.afterwards))


def test_in_the_sessions_on_sex_whoever_is_named_for_distress_does_not_lead() -> None:
    for session in (*SEX, BLOCKED):
        assert "does not lead" in " ".join(session.parts[0].words)
        assert re.search("Shred|on a board", " ".join(session.distress.afterwards))


def test_no_two_sessions_share_an_exercise_a_sheet_or_a_distress_plan() -> None:
    for one, other in combinations(EVERY, 2):
        assert one.exercise.steps != other.exercise.steps
        assert one.handout.title != other.handout.title
        shared = set(one.distress.may_touch_on + one.distress.do) & set(other.distress.may_touch_on + other.distress.do)
        assert len(shared) <= 3, (one.id, other.id, shared)


def test_the_first_session_agrees_on_how_to_be_together_and_says_the_limit_of_keeping_things_here() -> None:
    told = run_sheet(WEEKS[0])
    for words in (
        "nobody has to share",
        "no photos and no recording",
        "What is said here stays here",
        "in danger, we may have to tell others",
        "trans or non-binary",
        "Some groups here are for one gender, and some are open",
    ):
        assert words in told
    assert any("leave the room at any time" in line for line in WEEKS[0].notice)
    assert "Trans and non-binary people belong here" in sheet(WEEKS[0], Voice())


def test_the_sessions_on_sex_are_frank_and_leave_nobody_out() -> None:
    told = "\n".join(map(run_sheet, SEX))
    for words in (
        "alone, with your own hand",
        "somebody else comes in",
        "Nothing has to go inside anybody",
        "For a vulva or vagina",
        "For a penis or testicles",
        "For the anus",
        "somebody new",
        "Nobody owes anybody sex",
        "do not feel free to say no",
    ):
        assert words in told
    for stage in LIBRARY.stages.newest.values():
        assert stage.name.lower() in told.lower()


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
@pytest.mark.parametrize("voice", voices(), ids=lambda voice: f"{voice.partner}-{voice.penetration}-{len(voice.words)}")
def test_in_every_voice_a_sheet_leaves_nothing_open_and_assumes_nobody(session: SessionPlan, voice: Voice) -> None:
    said = sheet(session, voice)
    assert not PLACEHOLDER.search(said)
    assert "{" not in said
    assert voice.partner or not PARTNER.search(said), PARTNER.search(said)
    assert voice.penetration or not INSIDE.search(said), INSIDE.search(said)
    assert not GENDERED.search(said)


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_what_anyone_reads_on_a_sheet_is_whole_by_itself(session: SessionPlan) -> None:
    told = " ".join(plain(session.handout.body))
    assert 150 <= len(told.split()) <= FITS
    assert not PARTNER.search(told)
    assert not INSIDE.search(told)
    assert len(session.handout.try_this) == 1
    assert all(not each.only for each in session.practice)
    assert len(session.practice) >= 3


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_a_sheet_has_room_on_one_page_in_its_longest_voice(session: SessionPlan) -> None:
    longest = max(len(sheet(session, voice).split()) for voice in voices())
    assert longest <= FITS + 80  # what may be tried until the next stands below it


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_a_sheet_and_what_is_said_aloud_can_be_read_at_eleven(session: SessionPlan) -> None:
    for texts in (
        [*plain(session.handout.body), *plain(session.handout.try_this), *plain(session.practice)],
        [*session.notice],
        [*session.exercise.steps, session.exercise.instead],
    ):
        assert textstat.flesch_kincaid_grade(" ".join(texts)) + 5 <= OLDEST
        sentences = [sentence for text in texts for sentence in SENTENCE.split(text)]
        assert [each for each in sentences if len(each.split()) > LONGEST] == []


def test_practice_is_an_offer_and_leaving_it_is_one_too() -> None:
    for session in EVERY:
        assert all(each.text.startswith(("You may", "If")) for each in session.practice), session.id
        offered = session.practice[-1].text
        assert re.search(r"leave|do none|drawer|fine|wait with it", offered), offered


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_nothing_claims_that_it_works_or_names_a_gender_for_anyone(session: SessionPlan) -> None:
    for text in all_texts(session):
        assert not CLAIMS.search(text), text
        assert not GENDERED.search(text), text


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_that_pain_need_not_mean_damage_is_never_said_without_its_other_half(session: SessionPlan) -> None:
    for text in all_texts(session):
        if re.search(r"\b(not|n't)\b[^.?!]*\b(damage|harm)\b", text):
            assert re.search(r"though (sometimes it does|a new kind of pain)", text), text


def test_a_medicine_is_neither_dosed_nor_stopped() -> None:
    told = "\n".join(all_texts(WEEKS[3]))
    assert "please do not stop a medicine suddenly, and do not change it alone" in told
    assert "We name no safe line" in told
    assert not re.search(r"\b\d+ ?(mg|micrograms?|tablets?|hours? before)\b", told)


def test_what_cannot_wait_is_on_the_sheets_where_the_body_is_spoken_of() -> None:
    for session in (WEEKS[1], WEEKS[3]):
        assert re.search(r"emergency department now|A&E, or call 999, now", sheet(session, Voice()))
    assert "always have it looked at" in sheet(WEEKS[5], Voice())


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_nobody_in_a_group_is_given_a_time_to_keep_to_or_a_sum_to_begin_with(session: SessionPlan) -> None:
    """The timed rule of thumb is for whom a physiotherapist switched it on."""
    told = f"{run_sheet(session)} {sheet(session, Voice())} {' '.join(plain(session.practice))}"
    assert not re.search(r"by the clock|average|a fifth|a tenth|three days|per cent|%", told)


def test_the_sheet_on_pacing_begins_small_stops_early_rests_and_is_the_same_on_good_days() -> None:
    told = sheet(LIBRARY.sessions.newest["pace-and-breath"], Voice())
    for words in ("less than you could do on a bad day", "before pain grows", "Then rest", "the same on good days"):
        assert words in told


@pytest.mark.parametrize("session", EVERY, ids=lambda each: each.id)
def test_sources_are_named_and_our_own_part_is_marked(session: SessionPlan) -> None:
    confidences = [each.confidence for each in session.sources]
    assert Confidence.RECALLED not in confidences
    assert confidences[0] is Confidence.READ
    assert confidences[-1] is Confidence.DESIGN
    assert "the distress plan" in session.sources[-1].place


def test_what_the_staff_alone_read_is_not_counted_as_read_by_people() -> None:
    session = WEEKS[4]
    read = set(texts_of(session, UNREAD))
    assert set(session.notice) | set(session.exercise.steps) <= read
    assert Voice().say(session.handout.body[0].text) in read
    staffs = {*session.parts[1].words, *session.materials, *session.distress.do, session.about}
    assert staffs & read == set()


def test_the_beliefs_asked_about_differ_between_the_two_sessions_on_sex() -> None:
    one, other = (set(each.myths) for each in SEX)
    assert len(one) == len(other) == 6
    assert not one & other


def test_before_the_first_session_there_is_a_plan_for_gender_distress_and_interpreters() -> None:
    told = " ".join(LINK.beforehand)
    for words in ("the service decides", "Trans and non-binary", "lead for distress", "never family", "each person is"):
        assert words in told
    assert "never family" in " ".join(BLOCK.beforehand)


def test_a_part_for_a_partner_is_marked_and_a_form_without_one_stands_beside_it() -> None:
    for session in (*SEX, BLOCKED):
        conditional = [each for each in session.handout.body if Only.PARTNER in each.only]
        assert len(conditional) == 1
        assert re.search(r"on your own|somebody new", " ".join(plain(session.handout.body)))


@pytest.mark.parametrize("session", [each for each in EVERY if each.myths], ids=lambda each: each.id)
def test_where_beliefs_are_asked_about_the_poll_and_the_box_say_what_they_cannot_do(session: SessionPlan) -> None:
    told = run_sheet(session)
    assert re.search(r"poll", told)
    assert "You all see how many answered, and which answer more than half gave, if any did" in told
    assert "Where fewer than five answer, nothing is shown" in told
    assert not re.search(r"counts are shown|quietest|loudest|least chosen|most chosen", told)  # no poll tells that
    assert "We cannot tell who wrote what" in told
    assert "If you need somebody, tell one of us" in told
    assert "Look through the box, you first" in told
