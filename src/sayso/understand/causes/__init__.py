"""What is said to have led to what."""
