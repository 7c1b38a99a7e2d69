"""Writers: one output format each, from findings only."""
