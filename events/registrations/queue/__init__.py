"""Those who wait for a seat: in which order, what is offered to them, what they answer."""
