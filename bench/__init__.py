import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # onnxruntime asks once, when it is loaded (understand/model/network.py)
