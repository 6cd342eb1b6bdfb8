"""Addresses of the staff's own learning; none is about a person."""

from django.urls import path

from reconnect.clinic.training import views

urlpatterns = [
    path("", views.my_skills, name="my_skills"),
    path("answer/", views.answer_skills, name="answer_skills"),
    path("team/", views.team_skills, name="team_skills"),
    path("rehearse/", views.rehearse, name="rehearse"),
]
