"""Signing in: only the routes of the library that a clinic uses."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import path

from reconnect.clinic.accounts import views
from reconnect.clinic.accounts.policy import ANYONE, MEMBER, NEWCOMER, policy

urlpatterns = [
    path("", views.staff_home, name="staff_home"),
    path("members/", views.members, name="members"),
    path("members/<uuid:member_id>/prescriber/", views.prescriber, name="prescriber"),
    path("name/", views.portal_name, name="portal_name"),
    path("sign-in/", policy(ANYONE)(account.login), name="account_login"),
    path("sign-out/", policy(ANYONE)(account.logout), name="account_logout"),
    path("confirm/", policy(NEWCOMER)(account.reauthenticate), name="account_reauthenticate"),
    path("second-step/", policy(ANYONE)(mfa.authenticate), name="mfa_authenticate"),
    path("second-step/add/", views.add_second_step, name="mfa_activate_totp"),
    path("second-step/codes/", policy(MEMBER)(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
]
