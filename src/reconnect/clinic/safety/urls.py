"""Addresses: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.safety import views

urlpatterns = [
    path("", views.safety, name="safety"),
    path("f/<uuid:flag_id>/", views.flag, name="flag"),
    path("f/<uuid:flag_id>/take/", views.take_flag, name="take_flag"),
    path("f/<uuid:flag_id>/hand-over/", views.hand_over, name="hand_over_flag"),
    path("f/<uuid:flag_id>/close/", views.close, name="close_flag"),
    path("f/<uuid:flag_id>/reopen/", views.reopen, name="reopen_flag"),
    path("p/<uuid:person_id>/", views.person_flags, name="person_flags"),
    path("routes/", views.routes, name="routes"),
    path("routes/<slug:route_id>/", views.route, name="route"),
    path("help/", views.help_words, name="help_words"),
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/<slug:calendar_id>/", views.calendar, name="calendar"),
    path("duty/", views.duty, name="duty"),
    path("duty/<uuid:duty_id>/end/", views.stop_duty, name="end_duty"),
]
