"""Addresses of the pages that change people."""

from django.urls import path

from reconnect.clinic.people import views

urlpatterns = [
    path("new/", views.new_person, name="new_person"),
    path("e/<uuid:episode_id>/", views.episode_days, name="episode_days"),
    path("e/<uuid:episode_id>/referral/", views.referral, name="referral"),
    path("p/<uuid:person_id>/details/", views.details, name="details"),
    path("p/<uuid:person_id>/episode/", views.new_episode, name="new_episode"),
    path("p/<uuid:person_id>/agreement/", views.agreement, name="agreement"),
]
