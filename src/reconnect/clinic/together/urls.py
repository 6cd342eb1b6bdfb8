"""Addresses of a partner's pages, and of what a person shares: they tell nothing."""

from django.urls import path

from reconnect.clinic.together import views

urlpatterns = [
    path("", views.partner_home, name="partner_home"),
    path("m/<uuid:seen_id>/", views.shared, name="shared"),
    path("o/", views.partner_own, name="partner_own"),
    path("u/", views.partner_support, name="partner_support"),
    path("b/", views.boundaries, name="boundaries"),
    path("b/on/", views.show_boundary, name="show_boundary"),
    path("b/off/", views.hide_boundary, name="hide_boundary"),
    path("s/", views.sharing, name="sharing"),
    path("s/<slug:offered>/", views.share, name="share"),
    path("s/<uuid:share_id>/off/", views.end_share, name="end_share"),
]
