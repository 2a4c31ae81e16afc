"""The plane of the country's grid (EPSG:5179, "Korea 2000 / Unified CS") and degrees.

A transverse Mercator projection of the ellipsoid GRS 80, by Krüger's series to the third order, whose error within the country is below a millimetre:
Karney, C. F. F. (2011), "Transverse Mercator with an accuracy of a few nanometers", Journal of Geodesy 85, formulas 7 to 11, 35 and 36.
"""

from __future__ import annotations

from math import asinh, atan, atan2, atanh, cos, cosh, degrees, hypot, radians, sin, sinh, sqrt, tan

from city120_wayfinding.places.place import Point

_AXIS_M, _FLATTENING = 6_378_137.0, 1 / 298.257222101
_SCALE = 0.9996
_ORIGIN = (38.0, 127.5)
_FALSE_EAST_M, _FALSE_NORTH_M = 1_000_000.0, 2_000_000.0
_N = _FLATTENING / (2 - _FLATTENING)
_RADIUS_M = _AXIS_M / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_FORWARD = (_N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16, 13 * _N**2 / 48 - 3 * _N**3 / 5, 61 * _N**3 / 240)
_BACKWARD = (_N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96, _N**2 / 48 + _N**3 / 15, 17 * _N**3 / 480)
_ECCENTRICITY = sqrt(_FLATTENING * (2 - _FLATTENING))


def to_degrees(east_m: float, north_m: float) -> Point:
    """The point of a place on the plane, in metres."""
    xi = (north_m - _FALSE_NORTH_M + _meridian_m(_ORIGIN[0])) / (_SCALE * _RADIUS_M)
    eta = (east_m - _FALSE_EAST_M) / (_SCALE * _RADIUS_M)
    terms = [(2 * (index + 1), term) for index, term in enumerate(_BACKWARD)]
    xi, eta = (
        xi - sum(term * sin(times * xi) * cosh(times * eta) for times, term in terms),
        eta - sum(term * cos(times * xi) * sinh(times * eta) for times, term in terms),
    )
    longitude = radians(_ORIGIN[1]) + atan2(sinh(eta), cos(xi))
    return Point(degrees(atan(_geodetic(sin(xi) / hypot(sinh(eta), cos(xi))))), degrees(longitude))


def to_plane(point: Point) -> tuple[float, float]:
    """The metres east and north of a point on the plane."""
    tau, apart = _conformal(tan(radians(point.latitude))), radians(point.longitude - _ORIGIN[1])
    xi, eta = atan2(tau, cos(apart)), asinh(sin(apart) / hypot(tau, cos(apart)))
    terms = [(2 * (index + 1), term) for index, term in enumerate(_FORWARD)]
    xi, eta = (
        xi + sum(term * sin(times * xi) * cosh(times * eta) for times, term in terms),
        eta + sum(term * cos(times * xi) * sinh(times * eta) for times, term in terms),
    )
    return _FALSE_EAST_M + _SCALE * _RADIUS_M * eta, _FALSE_NORTH_M + _SCALE * _RADIUS_M * xi - _meridian_m(_ORIGIN[0])


def _meridian_m(latitude: float) -> float:
    """The scaled length of the meridian from the equator to a latitude."""
    xi = atan(_conformal(tan(radians(latitude))))
    return _SCALE * _RADIUS_M * (xi + sum(term * sin(2 * (index + 1) * xi) for index, term in enumerate(_FORWARD)))


def _conformal(tau: float) -> float:
    """The tangent of the conformal latitude, of that of the geodetic one."""
    sigma = sinh(_ECCENTRICITY * atanh(_ECCENTRICITY * tau / hypot(1, tau)))
    return tau * hypot(1, sigma) - sigma * hypot(1, tau)


def _geodetic(conformal: float) -> float:
    """The tangent of the geodetic latitude, of that of the conformal one: three steps of Newton's method, one more than are needed."""
    tau = conformal
    for _ in range(3):
        error = conformal - _conformal(tau)
        square = 1 - _ECCENTRICITY**2
        tau += error / hypot(1, _conformal(tau)) * (1 + square * tau**2) / (square * hypot(1, tau))
    return tau
