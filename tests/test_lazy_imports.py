"""The help is quick: it loads none of the large libraries, and neither does what needs none of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parents[1] / "demo" / "reports"
HEAVY = (
    *("numpy", "sqlalchemy", "datasketch", "onnxruntime", "tokenizers", "lxml", "trafilatura"),
    *("fastapi", "starlette", "uvicorn", "jinja2", "multipart", "python_multipart"),
    *("httpcore2", "feedparser", "protego", "warcio", "fastwarc", "pypdf", "cryptography", "rfc3161_client", "argon2"),
    *("pyarrow", "fsspec", "ray", "psycopg", "pandas", "openai", "httpx2", "mcp", "mcp_types"),
)
CODE = """
import sys
from sayso.cli import main
sys.argv = ["sayso", *sys.argv[1:]]
try:
    main()
finally:
    print("heavy:", *sorted({name.partition(".")[0] for name in sys.modules} & set(%r)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "typed", [["--help"], ["stories", "--help"], ["situation", "--help"], ["--version"], ["explain", "killed"]]
)
def test_help_loads_nothing_heavy(typed: list[str]) -> None:
    ran = subprocess.run([sys.executable, "-c", CODE % (HEAVY,), *typed], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout and ran.stderr.splitlines()[-1].split() == ["heavy:"]


def test_reading_a_text_loads_no_ledger_and_nothing_of_the_web() -> None:
    """Evidence brought the whole ledger with it, and a tenth of a second."""
    text = next(DEMO.glob("*.txt"))
    code = CODE % (HEAVY,)
    typed = [sys.executable, "-c", code, "read", "--reader", "rules", str(text)]
    ran = subprocess.run(typed, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout and ran.stderr.splitlines()[-1].split() == ["heavy:"]
