"""Addresses of a partner's pages, and of what a person shares: they tell nothing."""

from django.urls import path

from reconnect.clinic.together import views

urlpatterns = [path("", views.partner_home, name="partner_home")]
