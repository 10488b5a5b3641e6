"""Tasks as items of a Slack List, in workspaces that have Lists."""
