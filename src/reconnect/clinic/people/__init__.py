"""The people a service cares for, their episodes of care, and the occasions on which they are measured."""
