"""The report's address."""

from django.urls import path

from reconnect.clinic.reports import views

urlpatterns = [path("", views.outcomes, name="outcomes")]
