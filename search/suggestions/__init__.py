"""What is suggested while somebody types: kept in the site's own database, whatever engine answers searches."""
