"""Address of the staff's page about a person's stepping stones."""

from django.urls import path

from reconnect.clinic.sensations import views

urlpatterns = [path("p/<uuid:person_id>/", views.stepping_stones, name="stepping_stones")]
