"""How this book looks: its Sphinx extension, its tables and lists, its styles."""

__all__ = ["table"]


def __getattr__(name):
    """``table``, once it is asked for: a Jupyter server that keeps notebooks in their form needs nothing so heavy."""
    if name == "table":
        from book.tables import table

        return table
    raise AttributeError(f"module 'book' has no attribute {name!r}")
