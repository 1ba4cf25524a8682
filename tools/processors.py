"""Run every notebook again as another processor would, and compare what it says with what is stored.

OpenBLAS picks a kernel by processor and NumPy its vector instructions: each may round the last of 17 digits
otherwise. Without an argument the notebooks run once, on the plainest kernel and without vector instructions, which
is another processor than the one they were stored on. With ``all`` they run on several, and a table says which of
them this machine can be.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STRICT = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "-c", "/dev/null", "--rootdir=."]
STRICT += ["--nbval", "--nbval-current-env"]
VECTORS = "import numpy; print(*numpy.show_config(mode='dicts')['SIMD Extensions'].get('found', []))"
ALIAS = {"Prescott": "Katmai"}  # the older name of one kernel
KERNEL = """
import numpy, threadpoolctl
numpy.ones((9, 9)) @ numpy.ones((9, 9))
print(*{each["architecture"] for each in threadpoolctl.threadpool_info() if each["internal_api"] == "openblas"})
"""


def surroundings(core=None, vectors=True):
    """The environment in which OpenBLAS takes the kernel of a processor, and NumPy its vector instructions or none."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("OPENBLAS_", "NPY_DISABLE"))}
    own |= {"TQDM_DISABLE": "1"} | ({"OPENBLAS_CORETYPE": core} if core else {})
    return own if vectors else own | {"NPY_DISABLE_CPU_FEATURES": said(VECTORS, own)}


def said(code, environment):
    """What a piece of Python prints in an environment."""
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def plainest(chapters):
    """One strict run, its result shown as it comes."""
    return subprocess.run(
        [*STRICT, *chapters], env=surroundings("Prescott", vectors=False), cwd=ROOT, check=False
    ).returncode


def several(chapters):
    """A strict run for each processor that this machine can be, as a table; 1 if an output differed."""
    print("| Processor asked for | Kernel in use | Vector instructions of NumPy | Cells |\n|---|---|---|---|")
    failed = 0
    for core, vectors in [*((core, True) for core in (None, "Prescott", "Haswell", "Zen", "SkylakeX")), (None, False)]:
        environment = surroundings(core, vectors)
        kernel = said(KERNEL, environment) or "not OpenBLAS"
        row = f"| {core or 'its own'} | {kernel} | {'all it finds' if vectors else 'none'} |"
        if core and kernel not in (core, ALIAS.get(core)):
            print(row, f"not run: this machine cannot be a {core} |", flush=True)
            continue
        run = subprocess.run(
            [*STRICT, *chapters], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        print(
            row,
            (re.findall(r"\d+ (?:passed|failed|error)[^\n]*", run.stdout) or [run.stderr[-200:]])[-1],
            "|",
            flush=True,
        )
        if run.returncode:
            failed = 1
            print(*re.findall(r"^(?:FAILED|ERROR) .*$", run.stdout, re.MULTILINE), sep="\n", flush=True)
    return failed


if __name__ == "__main__":
    every = sys.argv[1:2] == ["all"]
    chapters = sys.argv[1 + every :] or ["chapters"]
    sys.exit(several(chapters) if every else plainest(chapters))
