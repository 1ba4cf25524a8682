"""How this book looks: its Sphinx extension, its tables and lists, its styles."""

from book.tables import table

__all__ = ["table"]
