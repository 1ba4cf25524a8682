"""Find a Chromium for the tests; as root on Debian, install the one the system offers."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = "No Chromium was found. Install it (on Debian: apt-get install chromium) or set CHROMIUM to its path."
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]


def find():
    """The path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    return named if named and shutil.which(named) else next(filter(None, map(shutil.which, NAMES)), None)


def install(*packages):
    """Install packages of Debian, where that is possible: as root, with apt-get."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {', '.join(packages)} from the system's packages (once)", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=False, **quiet)


def ensure():
    """The path of a Chromium, installed if need be and possible; else the program ends with advice."""
    if not find():
        install("chromium")
    return find() or sys.exit(ADVICE)


if __name__ == "__main__":
    print(f"Browser: {ensure()}")
