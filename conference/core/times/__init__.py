"""Times: as French writes them, as forms take them, in the zone of a page, working days, months before."""
