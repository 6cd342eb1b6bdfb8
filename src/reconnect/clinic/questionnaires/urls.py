"""Addresses that tell nothing: no topic, no id."""

from django.urls import path

from reconnect.clinic.questionnaires import views

urlpatterns = [
    path("", views.start, name="start"),
    path("t/", views.next_part, name="next_part"),
    path("t/<int:number>/", views.part, name="part"),
    path("t/<int:number>/save/", views.save_one, name="save_one"),
    path("t/check/", views.check, name="check"),
    path("done/", views.done, name="done"),
    path("leave/", views.leave, name="leave"),
    path("who/", views.who_can_see, name="who_can_see"),
    path("help/", views.when_to_get_help, name="when_to_get_help"),
]
