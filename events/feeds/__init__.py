"""What machines read of the agenda: calendars, Atom, JSON, and a frame for other sites."""
