"""What a running service answers: one file per subject, each a router."""
