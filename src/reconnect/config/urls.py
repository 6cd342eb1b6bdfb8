"""All addresses. What a person opens stands apart from what staff open."""

from django.conf import settings
from django.urls import include, path

handler500 = "reconnect.clinic.ui.trouble.went_wrong"
handler429 = "reconnect.clinic.ui.trouble.too_many_tries"

urlpatterns = [
    path("", include("reconnect.clinic.questionnaires.urls")),
    path("staff/", include("reconnect.clinic.accounts.urls")),
    path("staff/people/", include("reconnect.clinic.desk.urls")),
    path("staff/people/", include("reconnect.clinic.people.urls")),
    path("staff/outcomes/", include("reconnect.clinic.reports.urls")),
    path("staff/safety/", include("reconnect.clinic.safety.urls")),
    path("staff/asking/", include("reconnect.clinic.asking.urls")),
    path("staff/partners/", include("reconnect.clinic.partners.urls")),
    path("staff/care/", include("reconnect.clinic.care.urls")),
    path("staff/formulation/", include("reconnect.clinic.formulation.urls")),
    path("staff/plan/", include("reconnect.clinic.plan.urls")),
    path("staff/letters/", include("reconnect.clinic.letters.urls")),
    path("staff/training/", include("reconnect.clinic.training.urls")),
    path("staff/home/", include("reconnect.clinic.home.staff_urls")),
    path("staff/sensations/", include("reconnect.clinic.sensations.staff_urls")),
    path("staff/steps/", include("reconnect.clinic.steps.staff_urls")),
    path("staff/medicines/", include("reconnect.clinic.medicines.staff_urls")),
    path("staff/programmes/", include("reconnect.clinic.programmes.urls")),
    path("staff/groups/", include("reconnect.clinic.groups.urls")),
    path("staff/room/", include("reconnect.clinic.polls.staff_urls")),
    path("staff/tablet/", include("reconnect.clinic.tablet.urls")),
    path("staff/messages/", include("reconnect.clinic.outbox.urls")),
    path("staff/follow-up/", include("reconnect.clinic.followup.urls")),
    path("r/", include("reconnect.clinic.polls.urls")),
    path("l/", include("reconnect.clinic.learning.leaflet_urls")),
    path("h/", include("reconnect.clinic.home.urls")),
    path("staff/portal/", include("reconnect.clinic.portal.staff_urls")),
    path("h/x/", include("reconnect.clinic.portal.urls")),
    path("h/a/", include("reconnect.clinic.learning.urls")),
    path("h/m/", include("reconnect.clinic.thoughts.urls")),
    path("h/b/", include("reconnect.clinic.sensations.urls")),
    path("h/c/", include("reconnect.clinic.steps.urls")),
    path("h/d/", include("reconnect.clinic.flares.urls")),
    path("h/e/", include("reconnect.clinic.medicines.urls")),
    path("h/f/", include("reconnect.clinic.change.urls")),
    path("h/g/", include("reconnect.clinic.together.urls")),
    path("h/i/", include("reconnect.clinic.meetings.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("reconnect.clinic.demo.urls")))
