"""The theme's styles in one file, without the rules that no page of the book can need: a tenth of what they weigh."""

import re

TOKEN = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)|[{};]""", re.DOTALL)
MATCHES_ANY = re.compile(r":(?:not|is|where|has)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
NAMES = re.compile(r"[.#]((?:[\w-]|\\.)+)")
FETCHING = re.compile(r"""url\((?!["']?data:)""")
NESTING = ("@media", "@supports", "@container", "@layer")


def words(*texts):
    """Every word that could be the name of a class or of an id in these pages and scripts."""
    return {word for text in texts for word in re.findall(r"[\w-]+", text)}


def lighten(css, known):
    """The rules of ``css`` that can apply where only ``known`` names of classes and ids occur, in their order.

    A rule is dropped when it asks for a class or an id that is in no page and no script. Fonts, imports and rules that
    fetch a picture are dropped: a page fetches nothing but its own files.
    """
    kept = []
    for prelude, body in rules(css):
        if prelude.startswith(NESTING):
            inside = lighten(body, known)
            if inside:
                kept.append(f"{prelude}{{{inside}}}")
        elif prelude.startswith(("@keyframes", "@page")):
            kept.append(f"{prelude}{{{body}}}")
        elif not prelude.startswith("@"):
            selectors = [each for each in separate(prelude) if needed(each, known)]
            if selectors and body.strip() and not FETCHING.search(body):
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "\n".join(kept)


def rules(css):
    """Each rule as (what stands before its braces, what stands in them); statements without braces are left out."""
    depth, start, prelude, inside = 0, 0, "", 0
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for token in TOKEN.finditer(css):
        mark = token[0]
        if mark == "{":
            if depth == 0:
                prelude, inside = css[start : token.start()].strip(), token.end()
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                yield prelude, css[inside : token.start()]
                start = token.end()
        elif mark == ";" and depth == 0:
            start = token.end()


def separate(selectors):
    """The selectors of a list, divided at the commas that stand in no bracket."""
    parts, depth = [""], 0
    for letter in selectors:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def needed(selector, known):
    """Whether a selector asks for no class or id beyond the known; names in ``:not`` and its like may be absent."""
    bare = re.sub(r"\[[^\]]*\]", "", MATCHES_ANY.sub("", selector))
    return all(name.replace("\\", "") in known for name in NAMES.findall(bare))
