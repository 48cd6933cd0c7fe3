"""What the page shows: view models made of what is known, the templates that write them, and the files that they load."""
