"""Medicines as the person sees them, and what a prescriber agreed with them."""
