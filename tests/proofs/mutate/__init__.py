"""`make mutate`: each use of the rule of the walls is disabled in turn, and a test must notice."""
