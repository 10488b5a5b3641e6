"""What every connector is wrapped in: layers with the connector's own interface, and the budget they share."""
