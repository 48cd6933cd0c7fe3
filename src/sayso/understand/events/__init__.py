"""What happened: events by trigger and grammar, with who did it to whom."""
