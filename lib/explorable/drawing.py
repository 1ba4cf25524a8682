"""What a drawing shows, read off its Vega-Lite specification: in words, and for a finger that asks a value."""

LINES = {"line": "line", "area": "area", "bar": "bars", "point": "points", "circle": "points", "rect": "fields"}


def layers(chart):
    """Every mark of a chart with its encoding and the name of its data, outer ones handed down."""

    def walk(spec, data, encoding):
        data = spec.get("data", {}).get("name", data)
        encoding = encoding | spec.get("encoding", {})
        if "mark" in spec:
            mark = spec["mark"]
            yield (mark if isinstance(mark, str) else mark["type"]), encoding, data, spec
        for key in ("layer", "hconcat", "vconcat", "concat"):
            for part in spec.get(key, ()):
                yield from walk(part, data, encoding)
        if "spec" in spec:
            yield from walk(spec["spec"], data, encoding)

    return list(walk(chart, None, {}))


def described(chart):
    """One or two sentences: the kind of marks, what runs across and up, and the names written beside them."""
    found = layers(chart)
    kinds = list(dict.fromkeys(LINES[mark] for mark, *_ in found if mark in LINES))
    said = [f"Chart of {' and '.join(kinds) or 'text'}."]
    for channel, place in (("x", "Across"), ("y", "Up")):
        titles = (_title(encoding.get(channel)) for _, encoding, *_ in found)
        title = next(filter(None, titles), None)
        domains = (encoding.get(channel, {}).get("scale") or {} for _, encoding, *_ in found)
        span = next((scale["domain"] for scale in domains if _is_span(scale.get("domain"))), None)
        if title:
            said.append(f"{place}: {title}{f', from {span[0]:g} to {span[1]:g}' if span else ''}.")
    names = [spec["mark"]["text"] for mark, _, _, spec in found if mark == "text" and isinstance(spec["mark"], dict)
             and isinstance(spec["mark"].get("text"), str)]  # fmt: skip
    if names:
        said.append(f"Marked: {', '.join(dict.fromkeys(names))}.")
    return " ".join(said)


def _title(channel):
    if not channel or channel.get("title", "") is None:
        return None
    return channel.get("title") or channel.get("field")


def _is_span(domain):
    return isinstance(domain, list) and len(domain) == 2 and all(isinstance(end, int | float) for end in domain)


def readouts(chart, frames):
    """For each frame of a chart of one view the columns across and up by which a touched place finds its row."""
    if not ("mark" in chart or "layer" in chart):
        return {}
    places = {}
    for mark, encoding, data, _ in layers(chart):
        fields = [encoding.get(channel, {}).get("field") for channel in ("x", "y")]
        if data in frames and data not in places and mark in LINES and mark != "rect" and all(fields):
            places[data] = fields
    return places
