"""Addresses: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.plan.views import goals, lines, plans, skills, team

urlpatterns = [
    path("p/<uuid:person_id>/", plans.plan, name="plan"),
    path("e/<uuid:episode_id>/", plans.episode_plan, name="episode_plan"),
    path("e/<uuid:episode_id>/sheet/", plans.plan_sheet, name="plan_sheet"),
    path("e/<uuid:episode_id>/goal/", goals.new_goal, name="new_goal"),
    path("e/<uuid:episode_id>/word/", goals.persons_word, name="persons_word"),
    path("e/<uuid:episode_id>/skill/", skills.new_skill, name="new_skill"),
    path("e/<uuid:episode_id>/add/<slug:new_technique_id>/", lines.new_technique, name="new_technique"),
    path("g/<uuid:goal_id>/end/", goals.goal_end, name="goal_end"),
    path("g/<uuid:goal_id>/target/", goals.new_target, name="new_target"),
    path("t/<uuid:target_id>/end/", goals.target_end, name="target_end"),
    path("t/<uuid:target_id>/agreement/", goals.target_agreement, name="target_agreement"),
    path("l/<uuid:line_id>/", lines.line, name="line"),
    path("l/<uuid:line_id>/try/", lines.told_try, name="told_try"),
    path("l/<uuid:line_id>/standing/", lines.line_standing, name="line_standing"),
    path("s/<uuid:skill_id>/withdraw/", skills.skill_withdrawal, name="skill_withdrawal"),
    path("team/", team.skills_mix, name="skills_mix"),
    path("team/me/", team.own_levels, name="own_levels"),
    path("team/stalled/", team.stalled_work, name="stalled_work"),
]
