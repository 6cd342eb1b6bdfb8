"""Staff's addresses of whom to ask back: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.followup import views

urlpatterns = [
    path("", views.followup, name="followup"),
    path("all/", views.ask_everyone, name="ask_everyone"),
    path("settings/", views.reaching_out, name="reaching_out"),
    path("p/<uuid:person_id>/", views.persons_followup, name="persons_followup"),
    path("p/<uuid:person_id>/channel/", views.new_channel, name="new_channel"),
    path("p/<uuid:person_id>/stop/", views.new_stop, name="new_stop"),
    path("h/<uuid:channel_id>/back/", views.channel_back, name="channel_back"),
    path("o/<uuid:occasion_id>/", views.ask_back, name="ask_back"),
    path("o/<uuid:occasion_id>/why/", views.new_reason, name="new_reason"),
    path("w/<uuid:reason_id>/", views.reason, name="reason"),
    path("w/<uuid:reason_id>/back/", views.reason_back, name="reason_back"),
    path("s/<uuid:stop_id>/back/", views.stop_back, name="stop_back"),
]
