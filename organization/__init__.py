"""Units, people, offices and dated appointments; pages owned by a unit; directory, introduction, work schedule."""
