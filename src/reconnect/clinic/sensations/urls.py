"""Addresses that tell nothing: no topic, no id that can be guessed."""

from django.urls import path

from reconnect.clinic.sensations import views

urlpatterns = [
    path("", views.attention, name="attention"),
    path("p/<slug:practice_address>/", views.practice, name="practice"),
    path("s/", views.stones, name="stones"),
    path("s/<slug:stone_at>/", views.stone, name="stone"),
    path("s/<slug:later_at>/open/", views.open_stone, name="open_stone"),
    path("s/<slug:stone_at>/back/", views.step_back, name="step_back"),
    path("s/<slug:stone_at>/far/", views.far_enough, name="far_enough"),
    path("again/", views.think_again, name="think_again"),
    path("rest/", views.not_now, name="not_now"),
    path("rest/end/", views.take_up, name="take_up"),
]
