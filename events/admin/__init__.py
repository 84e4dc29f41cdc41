"""The form of an event in the admin: its programme, its people, what it asks while one types."""
