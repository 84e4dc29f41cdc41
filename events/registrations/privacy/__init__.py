"""What is held of people, until when, and the proof of what was erased."""
