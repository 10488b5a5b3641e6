"""The demo: companies at work in their own tools on a sandbox; it calls the public commands and nothing else."""
