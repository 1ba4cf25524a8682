"""How this book looks: its Sphinx extension, its lists, its styles."""
