from sayso.library import Ledger as Ledger
from sayso.library import read as read

__version__: str
