"""Where people talk to us in Slack: cards, forms, and what they do with them."""
