"""What the other services answer: the number and hours to tell, and what may be stated."""

from __future__ import annotations

import pytest

from city120_gateway.resolution.answers import Body, Department, Outcome, Responsibility
from tests.unit.gateway.samples import ruling

BODY = Body("district.11440", phone="02-1", hours="9-18")


@pytest.mark.parametrize(
    ("department", "phone", "hours"),
    [
        (Department(), "02-1", "9-18"),
        (Department("district.11440/tax", phone="02-2"), "02-2", "9-18"),
        (Department("district.11440/tax", hours="10-17"), "02-1", "10-17"),
    ],
)
def test_a_department_is_called_before_its_body(department: Department, phone: str, hours: str) -> None:
    responsible = Responsibility(BODY, department)
    assert (responsible.phone, responsible.hours) == (phone, hours)


def test_the_front_desk_is_the_body_itself_to_callers() -> None:
    names = {"ko": "민원실"}
    assert Responsibility(BODY, Department("district.11440/front", names)).department_names == {}
    assert Responsibility(BODY, Department("district.11440/tax", names)).department_names == names


def test_a_body_is_stated_unless_a_border_decides_or_none_is_known() -> None:
    assert ruling(body="district.11440").stated_body == "district.11440"
    assert ruling(body="district.11440", border_decides=True).stated_body == ""
    assert ruling(Outcome.NEEDS_PLACE).stated_body == ""
