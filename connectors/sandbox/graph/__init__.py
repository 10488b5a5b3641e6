"""Microsoft Graph: Planner, the channels of Teams, and the sign-in in front of both."""
