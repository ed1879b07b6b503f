"""The lock files pin every package that pip needs, including extras."""

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = Path(__file__).parent.parent / "requirements"


def pins(lock: Path) -> list[Requirement]:
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [Requirement(found[1]) for line in lines if (found := re.match(r"(\S+==[^\s;]+)", line))]


def asked_with_extras(pinned: Requirement) -> list[Requirement]:
    """Return the requirements with extras of a pinned package, as installed here."""
    try:
        required = [Requirement(line) for line in requires(pinned.name) or ()]
    except PackageNotFoundError:  # pinned for another system
        return []
    extras = {*pinned.extras, ""}
    return [r for r in required if r.extras and (not r.marker or any(r.marker.evaluate({"extra": e}) for e in extras))]


@pytest.mark.parametrize("name", ["site", "test", "dev"])
def test_a_package_required_with_an_extra_is_pinned_with_it(name: str) -> None:
    locked = {canonicalize_name(pin.name): pin for pin in pins(LOCKS / f"{name}.txt")}
    assert len(locked) > 10
    asked = [need for pin in locked.values() for need in asked_with_extras(pin)]
    missing = [str(need) for need in asked if not need.extras <= locked[canonicalize_name(need.name)].extras]
    assert not missing, f"pinned without their extras in {name}.txt: {missing}"
