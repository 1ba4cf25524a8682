"""The models, the data and the figures of *Dead Labor: AI through Marx's Capital*."""
