"""An appraisal in words: each finding explained, for people and for machines."""
