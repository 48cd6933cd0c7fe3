"""What somebody does who owns the file or the database: for the proof of R12."""
