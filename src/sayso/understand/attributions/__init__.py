"""On whose word: attribution relations, their chains, and which of them reaches a claim."""
