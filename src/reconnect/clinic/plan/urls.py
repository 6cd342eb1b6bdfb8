"""Addresses: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.plan import views

urlpatterns = [
    path("p/<uuid:person_id>/", views.plan, name="plan"),
    path("e/<uuid:episode_id>/", views.episode_plan, name="episode_plan"),
    path("e/<uuid:episode_id>/sheet/", views.plan_sheet, name="plan_sheet"),
    path("e/<uuid:episode_id>/goal/", views.new_goal, name="new_goal"),
    path("e/<uuid:episode_id>/word/", views.persons_word, name="persons_word"),
    path("e/<uuid:episode_id>/skill/", views.new_skill, name="new_skill"),
    path("e/<uuid:episode_id>/add/<slug:new_technique_id>/", views.new_technique, name="new_technique"),
    path("g/<uuid:goal_id>/end/", views.goal_end, name="goal_end"),
    path("g/<uuid:goal_id>/target/", views.new_target, name="new_target"),
    path("t/<uuid:target_id>/end/", views.target_end, name="target_end"),
    path("t/<uuid:target_id>/agreement/", views.target_agreement, name="target_agreement"),
    path("l/<uuid:line_id>/", views.line, name="line"),
    path("l/<uuid:line_id>/try/", views.told_try, name="told_try"),
    path("l/<uuid:line_id>/standing/", views.line_standing, name="line_standing"),
    path("s/<uuid:skill_id>/withdraw/", views.skill_withdrawal, name="skill_withdrawal"),
    path("team/", views.skills_mix, name="skills_mix"),
    path("team/me/", views.own_levels, name="own_levels"),
    path("team/stalled/", views.stalled_work, name="stalled_work"),
]
