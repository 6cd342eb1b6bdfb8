"""Property tests find wrong answers, not slow machines: neither a deadline nor slow drawing fails them."""

from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
