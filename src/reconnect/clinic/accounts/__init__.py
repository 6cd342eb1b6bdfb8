"""Services, their staff, and who may see what."""
