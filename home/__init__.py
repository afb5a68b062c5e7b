"""Home page, sections, standard pages, navigation and demo content; later the visitor's personal display."""
