"""`python -m bench` runs every benchmark; `python -m bench verdicts` runs one."""

import sys
import time
from importlib import import_module

BENCHES = ("verdicts", "kept_rate", "keepable", "read_csv", "read_formats", "read_workbook", "masks")

for name in sys.argv[1:] or BENCHES:
    print(f"\n== {name}", flush=True)
    began = time.perf_counter()
    import_module(f"bench.{name}").run()
    print(f"   ({time.perf_counter() - began:.0f} s)", flush=True)
