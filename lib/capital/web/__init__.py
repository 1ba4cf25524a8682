"""What a static page needs: the figure as HTML, the script that brings it to life, the Sphinx extension."""
