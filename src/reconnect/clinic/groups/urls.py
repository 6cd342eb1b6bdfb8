"""Staff's addresses of groups: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.groups.views import groups, roster, sessions

urlpatterns = [
    path("", groups.groups, name="groups"),
    path("new/", groups.new_group, name="new_group"),
    path("g/<uuid:group_id>/", groups.group, name="group"),
    path("g/<uuid:group_id>/details/", groups.group_details, name="group_details"),
    path("g/<uuid:group_id>/add/", roster.add_people, name="add_people"),
    path("g/<uuid:group_id>/end/", groups.group_end, name="group_end"),
    path("g/<uuid:group_id>/reopen/", groups.group_reopen, name="group_reopen"),
    path("m/<uuid:membership_id>/leave/", roster.leave, name="leave_group"),
    path("m/<uuid:membership_id>/back/", roster.rejoin, name="rejoin_group"),
    path("s/<uuid:session_id>/", sessions.session, name="session"),
    path("s/<uuid:session_id>/again/", sessions.session_again, name="session_again"),
    path("s/<uuid:session_id>/plan/", sessions.session_plan_of_group, name="session_plan_of_group"),
    path("s/<uuid:session_id>/part/", sessions.new_part, name="new_part"),
    path("a/<uuid:attendance_id>/", sessions.make_up, name="make_up"),
]
