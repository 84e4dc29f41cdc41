"""Servers stopped, workers killed, crowds at the door: what holds then, at full size (`make faults`)."""
