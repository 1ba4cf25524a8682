"""What a site needs beside its pages once it stands somewhere: a page for what is missing, a map, ways to run it."""

from html import escape
from urllib.parse import quote, urlsplit

MISSING = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width" />
<base href="{base}" /><title>Not here · {title}</title>
<link rel="icon" type="image/svg+xml" href="book/mark.svg" /></head>
<body><main><h1>This page is not here.</h1><p>It may have moved, or the address has a slip in it.
The <a href="{front}">front page of {title}</a> leads to every chapter.</p></main></body></html>
"""


def missing(title, front, address=""):
    """The page that a server sends for what it has not got, from any depth: its links start at the site's address."""
    return MISSING.format(base=f"{address.rstrip('/')}/", title=escape(title), front=escape(front))


def sitemap(pages, address, day=None):
    """The list of pages for search engines, as https://www.sitemaps.org/protocol.html has it."""
    when = f"<lastmod>{day:%Y-%m-%d}</lastmod>" if day else ""
    base = address.rstrip("/")
    places = "".join(f"<url><loc>{escape(f'{base}/{page}')}</loc>{when}</url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
    )


def ways(repository, notebook, hub="", branch="main"):
    """Where a notebook of the course can be run: a list of (name, address, what to do first).

    Binder and Colab read from GitHub only; ``hub`` is the address of a JupyterHub with nbgitpuller.
    """
    place = urlsplit(repository)
    path = place.path.strip("/").removesuffix(".git")
    found = []
    if place.netloc == "github.com" and path.count("/") == 1:
        first = f"%pip install -q git+https://github.com/{path}"
        inside = quote(f"lab/tree/{notebook}", safe="")
        found += [
            ("Binder", f"https://mybinder.org/v2/gh/{path}/{branch}?urlpath={inside}", ""),
            ("Colab", f"https://colab.research.google.com/github/{path}/blob/{branch}/{notebook}", first),
        ]
    if hub and path:
        inside = quote(f"lab/tree/{path.rsplit('/', 1)[-1]}/{notebook}", safe="")
        pull = f"repo={quote(repository, safe='')}&branch={branch}&urlpath={inside}"
        found.append(("the class’s hub", f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{pull}", ""))
    return found
