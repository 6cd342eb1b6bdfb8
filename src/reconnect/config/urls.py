"""All addresses. What a person opens stands apart from what staff open."""

from django.conf import settings
from django.urls import include, path

from reconnect.clinic.accounts import policy as _policies  # noqa: F401 registers a start-up check
from reconnect.clinic.audit import durability as _durability  # noqa: F401 registers a start-up check
from reconnect.clinic.library import checks as _wording  # noqa: F401 registers a deployment check

urlpatterns = [
    path("", include("reconnect.clinic.questionnaires.urls")),
    path("staff/", include("reconnect.clinic.accounts.urls")),
    path("staff/people/", include("reconnect.clinic.desk.urls")),
    path("staff/people/", include("reconnect.clinic.people.urls")),
    path("staff/outcomes/", include("reconnect.clinic.reports.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("reconnect.clinic.demo.urls")))
