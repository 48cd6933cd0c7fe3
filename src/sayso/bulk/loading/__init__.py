"""What bulk reading wrote, into a ledger: exactly the entries that adding the same inputs makes, in their order.

part of documents → what it says (`said`) → are all its entries there? → reports, claims and layers of the part (`part`)
→ checked (`checked`) → `Ledger.add_many`
"""
