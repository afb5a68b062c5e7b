"""What readers see of a document besides its data: validity, other days, relations, differences."""
