"""Addresses of the staff's page about a person's Home."""

from django.urls import path

from reconnect.clinic.home.views import staff as views

urlpatterns = [
    path("p/<uuid:person_id>/", views.at_home, name="at_home"),
    path("e/<uuid:episode_id>/invite/", views.invite_home, name="invite"),
    path("e/<uuid:episode_id>/code/", views.home_code, name="home_code"),
    path("e/<uuid:episode_id>/code/withdraw/", views.withdraw_home_code, name="withdraw_home_code"),
    path("i/<uuid:invitation_id>/end/", views.take_back, name="take_back"),
]
