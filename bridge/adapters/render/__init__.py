"""Documents in the forms in which people get them; each holds what the value holds and loads nothing from anywhere."""
