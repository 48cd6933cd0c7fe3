"""Words that must go, and every file searched for them: for the proof of R13."""
