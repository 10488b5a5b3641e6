"""Teams: Planner's plans, buckets and tasks, and channel messages as comments, through light requests to Graph."""
