"""Build the fictitious clinic, through the same actions that a real one uses."""

from datetime import date
from pathlib import Path

from reconnect.clinic.accounts.actions import add_member, found_service
from reconnect.clinic.accounts.models import Role, Service
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.demo.desk_work import DeskWork
from reconnect.clinic.demo.follow_up_work import FollowUpWork
from reconnect.clinic.demo.group_work import GroupWork
from reconnect.clinic.demo.living import live_through
from reconnect.clinic.demo.own_pages import OwnPagesWork
from reconnect.clinic.demo.people import invented_people
from reconnect.clinic.demo.stories import stories
from reconnect.errors import ActionDenied
from reconnect.model.discipline import Discipline

NAME = "Fictitious Clinic"
SUPPORT = Path(__file__).with_name("support_note.txt")
PERSONAS = (
    ("Psychologist Sample", "clinician", Role.CLINICIAN, Discipline.PSYCHOLOGY.value),
    ("Physiotherapist Sample", "physiotherapist", Role.CLINICIAN, Discipline.PHYSIOTHERAPY.value),
    ("Lead Sample", "lead", Role.LEAD, Discipline.MEDICINE.value),
    ("Administrator Sample", "administrator", Role.ADMINISTRATOR, ""),
)


@action
def build_clinic(*, today: date) -> Service:
    """The whole clinic as of ``today``. Raises ActionDenied on a database that holds anything."""
    if AuditEvent.objects.exists() or Service.objects.exists():
        raise ActionDenied("This database holds something already: a demonstration is built only on an empty one.")
    service = found_service(
        name=NAME, portal_name="Sample portal", support_note=SUPPORT.read_text("utf-8").strip(), demo=True
    )
    members = [
        add_member(service=service, name=name, email=f"{local}@example.invalid", role=role, discipline=discipline)
        for name, local, role, discipline in PERSONAS
    ]
    team = {"psychologist": members[0], "physiotherapist": members[1], "lead": members[2]}
    desk, groups, follow_up = DeskWork(team, today), GroupWork(team, today), FollowUpWork(team, today)
    desk.say_what_they_can_lead()
    at_home = OwnPagesWork(members[0], today)
    told = {story.name: story for story in stories().stories}
    for invented in invented_people(today):
        for episode in live_through(invented, members[0], groups.join):
            follow_up.ask_how_to_reach(episode)
            if invented.name in told and episode.ended_on is None:
                desk.live(told[invented.name], episode)
                at_home.live(told[invented.name], episode)
    groups.meet()
    follow_up.say_why()
    follow_up.ask_back()
    return service
