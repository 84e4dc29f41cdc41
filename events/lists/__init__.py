"""Lists of events: what narrows them, how they are counted, cut into pages, grouped and shown."""
