"""What the page makes of a chapter's markup: code put away, and the parts of the argument told apart by a class."""

from docutils import nodes

# A paragraph that opens with these words in bold.
KINDS = {
    "Notice": "notice",
    "In one sentence": "one-sentence",
    "Correction": "correction",
}
FOLD = (  # as sphinx-design writes a dropdown
    '<details class="sd-sphinx-override sd-dropdown sd-card sd-mb-3">'
    '<summary class="sd-summary-title sd-card-header">{name}</summary>'
)
SECTIONS = {"The strongest objection": "objection", "For the group": "group", "Exercises": "exercises"}


def arrange(_app, doctree):
    """Put code away and mark the parts, in place."""
    put_code_away(doctree)
    mark_parts(doctree)


def put_code_away(doctree):
    """No cell has a bar of its own; a hidden cell moves into the answer above it or a fold; exercises keep their code.

    The class ``shown`` says that a cell's code is never put away: where an exercise asks the reader to write, in the
    fold that the reader has opened, and wherever an author tags a cell ``exercise``.
    """
    for cell in list(doctree.findall(is_cell)):
        hidden = cell.attributes.get("hide_mode")
        if hidden == "input":
            del cell["hide_mode"]
        elif hidden == "all":
            del cell["hide_mode"]
            fold_away(cell)
        if "shown" not in cell["classes"] and ("tag_exercise" in cell["classes"] or in_exercises(cell)):
            cell["classes"].append("shown")


def fold_away(cell):
    """Move a hidden cell into the answer above it; where there is none, fold it."""
    answer, place = answer_above(cell), cell.parent.index(cell)
    cell["classes"].append("shown")
    if answer:
        cell.parent.remove(cell)
        answer.append(cell)
    else:
        name = "Solution in code" if in_exercises(cell) else "The calculation"
        cell.parent.insert(place + 1, nodes.raw("", "</details>", format="html"))
        cell.parent.insert(place, nodes.raw("", FOLD.format(name=name), format="html"))


def is_cell(node):
    """Whether this is a notebook's code cell."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def answer_above(cell):
    """The folded answer directly above a cell, or None."""
    place = cell.parent.index(cell)
    above = cell.parent[place - 1] if place else None
    return above if isinstance(above, nodes.Element) and above.get("design_component") == "dropdown" else None


def in_exercises(node):
    """Whether a node stands in the section of the exercises."""
    while node := node.parent:
        if isinstance(node, nodes.section) and node[0].astext().startswith("Exercises"):
            return True
    return False


def mark_parts(doctree):
    """Give Notice, the objection and their like a class that the styles can tell apart."""
    for paragraph in doctree.findall(nodes.paragraph):
        first = next((part for part in paragraph if part.astext().strip()), None)
        if isinstance(first, nodes.strong):
            paragraph["classes"] += [kind for words, kind in KINDS.items() if first.astext().startswith(words)]
    for section in doctree.findall(nodes.section):
        title = section[0].astext()
        section["classes"] += [kind for words, kind in SECTIONS.items() if title.startswith(words)]
