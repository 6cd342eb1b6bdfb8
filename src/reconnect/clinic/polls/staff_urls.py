"""Staff's addresses of what a facilitator does with the phones in the room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
