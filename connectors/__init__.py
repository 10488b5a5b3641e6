"""Where Cobridge meets the tools: one folder per tool, equal inside, and the sandbox that stands in for the vendors."""
