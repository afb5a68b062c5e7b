"""Will hold administrative procedures and e-forms (R9), projects and procurement (R14)."""
