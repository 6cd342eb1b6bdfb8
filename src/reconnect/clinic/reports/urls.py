"""Addresses of the report, and of what may leave."""

from django.urls import path

from reconnect.clinic.reports import views

urlpatterns = [
    path("", views.outcomes, name="outcomes"),
    path("asked/", views.asked, name="asked"),
    path("completion/", views.completion, name="completion"),
    path("share/", views.share, name="share"),
    path("share/<uuid:release_id>/<str:name>/", views.shared_file, name="shared_file"),
]
