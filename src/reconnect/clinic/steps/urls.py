"""Addresses that tell nothing: no topic, no id that can be guessed."""

from django.urls import path

from reconnect.clinic.steps import views

urlpatterns = [
    path("a/", views.experiment_pages, name="experiments"),
    path("b/", views.ladder, name="ladder"),
    path("b/i/", views.step_ideas, name="step_ideas"),
    path("b/t/", views.steps_to_team, name="steps_to_team"),
    path("b/<uuid:step_id>/", views.ladder_step, name="ladder_step"),
    path("b/<uuid:step_id>/n/", views.step_noted, name="step_noted"),
    path("b/<uuid:step_id>/c/", views.change_step, name="change_step"),
    path("b/<uuid:step_id>/p/", views.step_pace, name="step_pace"),
    path("c/", views.planner, name="planner"),
    path("d/", views.talking, name="talking"),
    path("d/w/", views.words_to_borrow, name="words_to_borrow"),
    path("e/", views.movement, name="movement"),
    path("e/<slug:movement_address>/", views.one_movement, name="one_movement"),
    path("k/<uuid:kept_id>/a/", views.put_worksheet_away, name="put_worksheet_away"),
    path("k/<uuid:kept_id>/b/", views.bring_worksheet, name="bring_worksheet"),
]
