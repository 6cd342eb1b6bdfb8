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
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("reconnect.clinic.demo.urls")))
