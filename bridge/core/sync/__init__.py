"""diff, project, merge, plan, guard, learn: how decisions are made. Pure."""
