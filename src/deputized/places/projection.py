"""Longitude and latitude to map units: Albers equal-area, with Alaska, Hawaii and Puerto Rico as insets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, cos, pi, radians, sin, sqrt

WIDTH, HEIGHT = 975, 610

Project = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Inset:
    """A conic equal-area projection: where it looks from, and where and how large it draws."""

    meridian: float  # degrees east that stand upright
    latitude: float  # degrees north at the centre
    offset: float  # degrees east from the meridian to the centre
    parallels: tuple[float, float]
    scale: float  # map units per Earth radius
    x: float
    y: float


_SCALE = 1300.0
MAINLAND = Inset(-96, 38.7, -0.6, (29.5, 45.5), _SCALE, 487.5, 305)
ALASKA = Inset(-154, 58.5, -2, (55, 65), 0.35 * _SCALE, 148, 566)
HAWAII = Inset(-157, 19.9, -3, (8, 18), _SCALE, 268, 580)
PUERTO_RICO = Inset(-66.4, 18.2, 0, (17.5, 19), 0.9 * _SCALE, 868, 578)
INSETS = {"02": ALASKA, "15": HAWAII, "72": PUERTO_RICO}
NOT_DRAWN = frozenset({"60", "66", "69", "78"})  # American Samoa, Guam, Northern Marianas, Virgin Islands


def projection(state_fips: str) -> Project:
    """The projection that draws a state."""
    return _albers(INSETS.get(state_fips, MAINLAND))


def _albers(inset: Inset) -> Project:
    first, second = (radians(p) for p in inset.parallels)
    n = (sin(first) + sin(second)) / 2
    c = cos(first) ** 2 + 2 * n * sin(first)

    def polar(longitude: float, latitude: float) -> tuple[float, float]:
        turn = radians(longitude - inset.meridian)
        turn = n * atan2(sin(turn), cos(turn))
        radius = sqrt(max(c - 2 * n * sin(latitude * pi / 180), 0)) / n
        return radius * sin(turn), radius * cos(turn)

    centre_x, centre_y = polar(inset.meridian + inset.offset, inset.latitude)

    def project(longitude: float, latitude: float) -> tuple[float, float]:
        x, y = polar(longitude, latitude)
        return inset.x + inset.scale * (x - centre_x), inset.y + inset.scale * (y - centre_y)

    return project
