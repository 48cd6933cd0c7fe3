"""The reader `model`: one small encoder reads each window of text once, light heads share that pass."""
