"""Addresses of the staff's page about a person's own steps."""

from django.urls import path

from reconnect.clinic.steps import views

urlpatterns = [
    path("p/<uuid:person_id>/", views.persons_steps, name="persons_steps"),
    path("s/<uuid:step_id>/timing/", views.step_timing, name="step_timing"),
]
