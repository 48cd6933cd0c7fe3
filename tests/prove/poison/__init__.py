"""Reports that speak to the model that reads them, and models that listen: for the proof of R19."""
