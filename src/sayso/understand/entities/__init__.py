"""Named things: people, bodies, places, peoples, dates, sums."""
