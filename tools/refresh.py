"""Run the notebooks again and store them in one canonical form, so that a diff shows only what changed."""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from book.stored import dumps

CHAPTERS = Path(__file__).parents[1] / "chapters"


def refresh(path):
    """Execute one notebook and replace it, whole or not at all."""
    notebook = nbformat.read(path, 4)
    here = {"metadata": {"path": str(path.parent)}}
    quiet = ["--IPKernelApp.log_level=40"]
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", coalesce_streams=True, resources=here)
    client.extra_arguments = quiet
    client.execute()
    new = path.with_suffix(".new")
    new.write_text(dumps(notebook), "utf-8")
    os.replace(new, path)


if __name__ == "__main__":
    os.environ["TQDM_DISABLE"] = "1"  # a progress bar would be stored with the outputs
    failed = False
    for path in map(Path, sys.argv[1:] or sorted(CHAPTERS.glob("*.ipynb"))):
        try:
            refresh(path)
            print(f"{path}: stored")
        except CellExecutionError as error:
            failed = True
            print(f"{path}: left as it was, for a cell failed:\n{error}")
        except (OSError, nbformat.reader.NotJSONError) as error:
            failed = True
            print(f"{path}: left as it was, for it cannot be read or replaced ({error}).")
    sys.exit(failed)
