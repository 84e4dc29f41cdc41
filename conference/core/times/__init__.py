"""Times: in the zone of a page, working days, months before."""
