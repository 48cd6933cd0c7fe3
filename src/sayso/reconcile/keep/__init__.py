"""What is worked out once a report, kept beside the ledger's views, and follows the ledger at a distance."""
