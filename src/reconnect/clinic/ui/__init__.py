"""How pages look and behave: layouts, macros, headers, and the template environment."""
