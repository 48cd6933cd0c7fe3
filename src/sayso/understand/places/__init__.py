"""Where: toponyms, the gazetteer, and the place of the event."""
