"""The one form in which notebooks are stored, and a Jupyter server that keeps it.

Who runs a chapter and saves it has edited nothing, so nothing changes on the disk; and who opens it later, without a
kernel, sees the figures as HTML instead of widgets that are gone. The extension touches only what was stored so before.
"""

import json
from pathlib import Path

WIDGETS = "application/vnd.jupyter.widget-view+json"


def canonical(notebook):
    """The one stored form: no ids, no times, no widget state, outputs with plain metadata, counts 1, 2, 3 ..."""
    cells, count = [], 0
    for cell in notebook["cells"]:
        kept = {key: cell["metadata"][key] for key in ("mystnb", "tags") if cell["metadata"].get(key)}
        new = {"cell_type": cell["cell_type"], "metadata": kept}
        if cell["cell_type"] == "code":
            count += 1
            outputs = [_output(output, count) for output in cell["outputs"] if not _wiped(output)]
            new |= {"execution_count": count, "outputs": outputs}
        cells.append(new | {"source": _lines(cell["source"])})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}


def _wiped(output):
    """Whether it is what a progress bar leaves behind: blanks."""
    return output.get("name") == "stderr" and not "".join(output["text"]).strip()


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


def keep_form(model, path, contents_manager, **_):
    """Before a save: a notebook that lies there in its stored form stays in it."""
    if model["type"] != "notebook" or not model.get("content"):
        return
    try:
        before = Path(contents_manager.root_dir, path.strip("/")).read_text("utf-8")
        if dumps(json.loads(before)) != before:
            return
        form = canonical(model["content"])
    except (AttributeError, KeyError, OSError, TypeError, ValueError):
        return  # not on a disk, new, or not one of ours: it is saved as it came
    for cell, live in zip(form["cells"], model["content"]["cells"], strict=True):
        if "trusted" in live["metadata"]:  # what the server asks before it signs, and does not write
            cell["metadata"]["trusted"] = live["metadata"]["trusted"]
    model["content"] = form


def _load_jupyter_server_extension(app):
    app.contents_manager.register_pre_save_hook(keep_form)


def _jupyter_server_extension_points():
    return [{"module": "book.stored"}]
