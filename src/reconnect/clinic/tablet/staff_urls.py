"""Staff's addresses of answering in the room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
