"""The models and the data of *Dead Labor: AI through Marx's Capital*."""
