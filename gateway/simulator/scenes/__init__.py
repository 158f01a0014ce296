"""Generators of what cameras and sensors on a line see: metal surfaces, parts on a belt, a motor's vibration.

Everything follows from the `numpy.random.Generator` that is passed in: the same seed gives the same scene. The shipped
demonstration models are trained and measured on these scenes, and the simulated line sends them.
"""

from gateway.simulator.scenes.annotation import Box
from gateway.simulator.scenes.light import LightShift

__all__ = ["Box", "LightShift"]
