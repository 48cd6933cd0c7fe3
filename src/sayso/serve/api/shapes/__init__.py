"""What the routes answer, as the description (OpenAPI) tells it. Nothing is made of these: `export` makes the lines, and a test
holds every answer to its shape, with no field that the shape does not have."""
