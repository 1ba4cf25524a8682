"""The picture that a chat shows with a link: the title of the page over its first figure."""

import re
import textwrap
from html import escape

import vl_convert

WIDTH, HEIGHT = 1200, 630  # what the large networks ask for
FIGURE = re.compile(r'<figure class="explorer".*?(<svg.*?</svg>)', re.DOTALL)
SIZE = re.compile(r'<svg[^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"')
VARIABLE = re.compile(r"var\(--[\w-]+,\s*([^()]*(?:\([^()]*\))?)\)")
MARK = '<path d="M7 2v20M17 2v20M7 6h10M7 18h10" stroke="#1f2933"/><path d="M7 12h10" stroke="#d55e00"/>'


def preview(title, book, page):
    """A PNG of 1,200 by 630 pixels: the title, the book, and the first figure of the page's HTML or the mark."""
    return vl_convert.svg_to_png(drawing(title, book, page))


def drawing(title, book, page):
    """The same picture as SVG."""
    lines = textwrap.wrap(title, 44)[:2]
    words = "".join(
        f'<text x="60" y="{118 + 58 * line}" font-size="48" font-weight="700">{escape(text)}</text>'
        for line, text in enumerate(lines)
    )
    found = FIGURE.search(page)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" fill="#1f2933">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<svg x="54" y="24" width="36" height="36" viewBox="0 0 24 24" fill="none" stroke-width="2.6">{MARK}</svg>'
        f'<text x="100" y="52" font-size="28" fill="#52606d">{escape(book) if title != book else ""}</text>{words}'
        f"{placed(found[1], 130 + 58 * len(lines)) if found else mark()}</svg>"
    )


def placed(svg, top):
    """A figure's drawing fitted under the title."""
    size = SIZE.search(svg)
    if not size:
        return mark()
    wide, high = (float(each) for each in size.groups())
    scale = min((WIDTH - 120) / wide, (HEIGHT - top - 20) / high)
    left = (WIDTH - wide * scale) / 2
    inner = VARIABLE.sub(r"\1", svg)
    inner = re.sub(r"^<svg[^>]*>", f'<svg width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">', inner)
    return f'<g transform="translate({left:.1f},{top}) scale({scale:.4f})">{inner}</g>'


def mark():
    """The mark of the course, large."""
    return (
        '<svg x="440" y="250" width="320" height="320" viewBox="0 0 24 24" fill="none" stroke-width="2">'
        + MARK
        + "</svg>"
    )
