"""Staff's addresses of invitations and follow-up."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
