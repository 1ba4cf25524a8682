"""The reference of a module, from its docstrings: each function with its equation, and the chapters that call it."""

import inspect
import json
import re
from html import escape
from pathlib import Path

from book.lists import Html


def reference(module, folder="."):
    """Every public function of a module, in the order of its file.

    Parameters
    ----------
    module : module
        Its docstring says what holds for all of them.
    folder : str or Path
        Where the notebooks are whose calls count as use.
    """
    name = module.__name__.split(".")[-1]
    functions = [
        function
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not function.__name__.startswith("_")
    ]
    functions.sort(key=lambda function: function.__code__.co_firstlineno)
    calls = _calls(name, Path(folder))
    entries = "".join(_entry(name, function, calls.get(function.__name__, [])) for function in functions)
    return Html(
        f'<div class="reference">{paragraphs(module.__doc__)}{entries}</div>', f"{name}: {len(functions)} functions"
    )


def paragraphs(docstring):
    """A docstring as HTML: an indented block is an equation, dashes are a list, prompts are an example.

    >>> print(paragraphs("A share.\\n\\n    s = a / b\\n\\n- a: money,\\n  a year.\\n- b: above 0."))
    <p>A share.</p><pre>s = a / b</pre><ul><li>a: money, a year.</li><li>b: above 0.</li></ul>
    """
    html = []
    for block in re.split(r"\n\s*\n", inspect.cleandoc(docstring)):
        if block.startswith(("    ", ">>>")):
            lines = escape(inspect.cleandoc(block), quote=False).replace("&gt;", ">")
            html.append(f"<pre>{lines}</pre>")
        elif block.startswith("- "):
            items = re.split(r"\n- ", block[2:])
            html.append(f"<ul>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</ul>")
        else:
            html.append(f"<p>{_inline(block)}</p>")
    return "".join(html)


def _inline(text):
    text = escape(" ".join(text.split()), quote=False)
    text = re.sub(r"``?([^`]+)``?", r"<code>\1</code>", text)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", text)


def _entry(module, function, chapters):
    name = function.__name__
    arguments = ", ".join(inspect.signature(function).parameters)
    links = ", ".join(f'<a href="{stem}.html">{int(stem[:2])}</a>' for stem in chapters)
    used = f'<p class="source">Called in chapter{"s" if len(chapters) > 1 else ""} {links}.</p>' if links else ""
    return (
        f'<section id="{module}.{name}"><h3><code>{name}</code></h3>'
        f'<p class="source"><code>{module}.{name}({arguments})</code></p>'
        f"{paragraphs(function.__doc__)}{used}</section>"
    )


def _calls(module, folder):
    """For each function of the module the numbered notebooks whose code calls it."""
    calls = {}
    for path in sorted(folder.glob("[0-9]*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        for name in set(re.findall(rf"\b{module}\.(\w+)", code)):
            calls.setdefault(name, []).append(path.stem)
    return calls
