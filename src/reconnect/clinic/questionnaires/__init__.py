"""Asking and answering: entry codes, responses answer by answer, submission and scores."""
