"""Run the notebooks again and store them in one canonical form, so that a diff shows only what changed."""

import json
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

CHAPTERS = Path(__file__).parents[1] / "chapters"
WIDGETS = "application/vnd.jupyter.widget-view+json"


def canonical(notebook):
    """The one stored form: no ids, no times, no widget state, outputs with plain metadata, counts 1, 2, 3 ..."""
    cells, count = [], 0
    for cell in notebook["cells"]:
        kept = {key: cell["metadata"][key] for key in ("mystnb", "tags") if cell["metadata"].get(key)}
        new = {"cell_type": cell["cell_type"], "metadata": kept}
        if cell["cell_type"] == "code":
            count += 1
            new |= {"execution_count": count, "outputs": [_output(o, count) for o in cell["outputs"]]}
        cells.append(new | {"source": _lines(cell["source"])})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}


def _output(output, count):
    kind = output["output_type"]
    if kind == "stream":
        return {"name": output["name"], "output_type": kind, "text": _lines(output["text"])}
    data = {
        mime: _lines(value) if mime.startswith("text/") else value
        for mime, value in output["data"].items()
        if mime != WIDGETS
    }
    return {"data": data, "metadata": {}, "output_type": kind} | (
        {"execution_count": count} if kind == "execute_result" else {}
    )


def _lines(text):
    return "".join(text).splitlines(keepends=True)


def dumps(notebook):
    """The bytes of the stored form."""
    return json.dumps(canonical(notebook), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def refresh(path):
    """Execute one notebook and replace it, whole or not at all."""
    notebook = nbformat.read(path, 4)
    here = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", coalesce_streams=True, resources=here).execute()
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
    sys.exit(failed)
