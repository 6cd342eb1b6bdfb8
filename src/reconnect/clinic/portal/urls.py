"""The person's and the partner's own addresses."""

from django.urls import path

from reconnect.clinic.portal import views

urlpatterns = [path("", views.own_phrase, name="own_phrase")]
