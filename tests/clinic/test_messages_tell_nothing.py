"""No message says what the service is for: every template, every way, with and without a code, for every fixture."""

import re
from datetime import date
from itertools import product

import pytest
from django.test import override_settings
from following import DAY, LINE, ORIGIN, asked_at_the_end, reach_out, tell_channel, went
from telling_words import telling
from universe import Place, Universe, build_care

from reconnect.clinic.accounts.portal_name import telling_word
from reconnect.clinic.followup.actions.asking import invite, remind
from reconnect.clinic.followup.models import ReachingOut
from reconnect.clinic.followup.presenters import MOMENTS
from reconnect.clinic.followup.wording import written_for
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 6)
PORTALS = ("Questions here", "Your own pages", "Harbour", "A place to write", "North Street")
HOSTS = ("https://clinic.example", "https://answers.example.uk", "https://xn--harbour.example")


def all_messages(universe: Universe) -> list[tuple[str, str, str]]:
    """Portal, host, and all that is read of each message that can be made."""
    found = []
    for portal, host, channel, went_before, with_code in product(PORTALS, HOSTS, Channel, range(3), (True, False)):
        service = universe.north.service
        service.portal_name = portal
        reaching = ReachingOut(service=service, line=LINE)
        with override_settings(ORIGIN=host):
            words = written_for(channel, reaching, service, went_before, "ABCD-EFGH-JKMN" if with_code else None, UNTIL)
        assert host in words.text
        found.append((portal, host, f"{words.subject}\n{words.text}"))
    return found


def test_no_message_holds_a_telling_word(universe: Universe) -> None:
    messages = all_messages(universe)
    assert len(messages) == len(PORTALS) * len(HOSTS) * 3 * 3 * 2
    for portal, host, text in messages:
        assert telling(text, names=[universe.north.service.name], apart_from=[host]) == [], text
        assert telling_word(portal) == ""


def test_a_message_that_told_would_be_noticed(universe: Universe) -> None:
    _, host, text = all_messages(universe)[0]
    assert telling(f"{text} about your pelvic pain", apart_from=[host]) == ["pelvic", "pain"]


def test_no_message_names_a_questionnaire_a_moment_or_anybody(universe: Universe) -> None:
    named = {each.name for each in shipped_library().questionnaires}
    named |= {*MOMENTS.values(), universe.north.clinician.name, universe.north.answered.person.name, "ReConnect"}
    for _, _, text in all_messages(universe):
        assert not [name for name in named if name.casefold() in text.casefold()]


def test_every_message_to_everyone_names_none_of_them_and_no_other(universe: Universe) -> None:
    place = universe.north
    reach_out(place)
    people = [asked_at_the_end(place, f"many{number}") for number in range(6)]
    people.append(build_care(place.clinician, "byletter", ended_on=date(2024, 5, 31)))
    tell_channel(place, people[-1], "Sam Example\n1 Some Street\nLeeds LS1 1AA", channel=Channel.LETTER)
    people.append(build_care(place.clinician, "bytext", ended_on=date(2024, 5, 31)))
    tell_channel(place, people[-1], "07700 900123", channel=Channel.SMS, may_hold_code=False)
    _ask_everyone_thrice(place, people)
    assert len({each.about for each in Message.objects.all()}) == len(people)


def _ask_everyone_thrice(place: Place, people: list[object]) -> None:
    from following import OPENS  # noqa: PLC0415 beside its only use

    names = [care.person.name for care in people] + [place.service.name, *(each.name for each in place.staff.values())]
    codes: list[str] = []
    for care, number in product(people, range(3)):
        occasion, at = care.occasions[Moment.FOLLOW_UP], OPENS + (0, 14, 42)[number] * DAY
        told = {"occasion": occasion, "by": place.clinician, "at": at}
        message = remind(number=number, **told) if number else invite(**told)
        text = f"{message.subject}\n{message.text}"
        assert telling(text, names=names, apart_from=[ORIGIN, place.service.portal_name]) == []
        codes += re.findall(r"\w{4}-\w{4}-\w{4}", text)
        went(message, at)
    assert len(codes) == len(set(codes)) == 3 * (len(people) - 1)  # no code twice, and none where it may not stand
