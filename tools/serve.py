"""Serve the built book on the first free port from 8000 on; Ctrl-C ends it."""

import functools
import http.server
import signal
import sys
from pathlib import Path

SITE = Path(__file__).parents[1] / "_build" / "html"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Says nothing of requests that went well."""

    def log_request(self, code="-", size="-"):
        """Print only what failed."""
        if not str(code).startswith(("2", "3")):
            super().log_request(code, size)


def server(first=8000, tries=100):
    """A server of the book on the first free port."""
    if not (SITE / "index.html").exists():
        sys.exit(f"There is no book in {SITE}: run make book first.")
    for port in range(first, first + tries):
        try:
            return http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Quiet, directory=SITE))
        except OSError:
            continue
    sys.exit(f"All ports from {first} to {first + tries - 1} are busy: end another server and try again.")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started it deaf to Ctrl-C
    book = server(*(int(port) for port in sys.argv[1:2]))
    print(f"The book is at http://127.0.0.1:{book.server_port}/ (Ctrl-C ends it)", flush=True)
    try:
        book.serve_forever()
    except KeyboardInterrupt:
        print("\nEnded.")
    finally:
        book.server_close()
