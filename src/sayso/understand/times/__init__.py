"""When: time expressions, the calendar, and the time of the event."""
