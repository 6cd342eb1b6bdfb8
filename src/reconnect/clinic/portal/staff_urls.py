"""Addresses of the staff's pages about whose own pages stand open."""

from django.urls import path

from reconnect.clinic.portal import views

urlpatterns = [
    path("e/<uuid:episode_id>/open/", views.open_own_pages, name="open_own_pages"),
    path("e/<uuid:episode_id>/close/", views.close_own_pages, name="close_own_pages"),
    path("t/<uuid:partner_id>/", views.partner_pages, name="partner_pages"),
    path("t/<uuid:partner_id>/open/", views.open_pages_of_partner, name="open_pages_of_partner"),
    path("t/<uuid:partner_id>/close/", views.close_pages_of_partner, name="close_pages_of_partner"),
    path("t/<uuid:partner_id>/code/", views.partner_code, name="partner_code"),
]
