"""The report as one page: presenters, chart geometry, templates, styles and fonts, which the clinic's pages reuse."""
