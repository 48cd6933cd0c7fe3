"""How many: numbers of people, what they count, and what befell them."""
