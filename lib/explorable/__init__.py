"""A NumPy model becomes a figure that is alive on a plain static page, in a notebook and in print."""

from explorable.controls import Axis, Choice, Slider, Switch
from explorable.figure import Explorer, explore
from explorable.frame import sampled
from explorable.predict import Predict
from explorable.symbols import TraceError

__all__ = ["Axis", "Choice", "Explorer", "Predict", "Slider", "Switch", "TraceError", "explore", "sampled"]
