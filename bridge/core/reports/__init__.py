"""From state and log to documents as values; `bridge.adapters.render` writes them."""
