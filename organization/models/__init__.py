"""Units, people, offices, appointments, and pages owned by a unit."""

from .offices import Appointment, Office, OfficeName
from .owned import OwnedPage
from .people import Person
from .units import Unit, UnitName

__all__ = ["Appointment", "Office", "OfficeName", "OwnedPage", "Person", "Unit", "UnitName"]
