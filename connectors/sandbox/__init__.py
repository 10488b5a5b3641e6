"""Stateful stand-ins for the vendors. They judge the connectors, so they share no code with them."""
