"""What a reader can set on a figure, and the axis along which a figure runs."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np


@dataclass(frozen=True)
class Axis:
    """What runs along the figure: ``count`` values from ``low`` to ``high``, evenly spaced."""

    label: str
    low: float
    high: float
    count: int = 101
    unit: str = ""
    format: str = ""

    def __post_init__(self):
        """Refuse an empty axis."""
        _numbers(self, "low", "high", "count")
        if not self.low < self.high or self.count < 2 or self.count != int(self.count):
            raise ValueError(
                f"Axis {self.label!r} needs low < high and a whole count >= 2, "
                f"not {self.low}, {self.high}, {self.count}"
            )

    @property
    def values(self):
        """The values of the axis, computed as the browser computes them."""
        return self.low + (self.high - self.low) * np.arange(self.count) / (self.count - 1)

    @property
    def spec(self):
        """The format of its numbers."""
        return self.format or _digits((self.high - self.low) / (self.count - 1))


@dataclass(frozen=True)
class Slider:
    """A number the reader sets: ``low`` to ``high`` by ``step``, first at ``value``."""

    label: str
    low: float
    high: float
    value: float
    step: float
    unit: str = ""
    format: str = ""

    def __post_init__(self):
        """Refuse a slider that cannot stand at its own value or end."""
        _numbers(self, "low", "high", "value", "step")
        if not self.low <= self.value <= self.high or self.low >= self.high or self.step <= 0:
            raise ValueError(
                f"Slider {self.label!r} needs low <= value <= high, low < high and step > 0, "
                f"not {self.low}, {self.value}, {self.high}, step {self.step}"
            )
        for end in (self.value, self.high):
            steps = (end - self.low) / self.step
            if abs(steps - round(steps)) > 1e-6:
                raise ValueError(
                    f"Slider {self.label!r}: {end} is not a whole number of steps of {self.step} from {self.low}"
                )

    @property
    def states(self):
        """Every value it can stand at, as decimal as its step: 0.1, 0.2, 0.3."""
        low, step = Decimal(str(self.low)), Decimal(str(self.step))
        return [float(low + step * k) for k in range(round((self.high - self.low) / self.step) + 1)]

    def nearest(self, value):
        """The value it can stand at that is nearest; a browser may send 2.9999999999999996 for 3."""
        return self.states[min(max(round((value - self.low) / self.step), 0), len(self.states) - 1)]

    @property
    def spec(self):
        """The format of its readout."""
        return self.format or _digits(self.step)


@dataclass(frozen=True)
class Choice:
    """One of several named cases, the first unless ``value`` says otherwise; the model gets the name."""

    label: str
    options: tuple
    value: str = ""

    def __post_init__(self):
        """Refuse a value that is not an option, and options that repeat."""
        object.__setattr__(self, "options", tuple(self.options))
        if not self.options or any(not isinstance(each, str) or not each.isprintable() for each in self.options):
            raise ValueError(f"Choice {self.label!r}: options = {self.options} must be texts of one line")
        object.__setattr__(self, "value", self.value or self.options[0])
        if self.value not in self.options or len(set(self.options)) < len(self.options):
            raise ValueError(f"Choice {self.label!r}: {self.value!r} must be one of the distinct {self.options}")

    @property
    def states(self):
        """Its options."""
        return list(self.options)


@dataclass(frozen=True)
class Switch:
    """Something that is on or off; the model gets ``True`` or ``False``."""

    label: str
    value: bool = False
    states = (False, True)


def _numbers(control, *names):
    """Refuse what is no finite number."""
    for name in names:
        value = getattr(control, name)
        if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not np.isfinite(value):
            raise ValueError(f"{type(control).__name__} {control.label!r}: {name} = {value!r} must be a finite number")


def _digits(step):
    """As many decimals as a step shows, four at most."""
    return f".{min(max(-Decimal(f'{step:.6g}').as_tuple().exponent, 0), 4)}f"
