"""Beliefs looked at again, and thoughts written down."""
