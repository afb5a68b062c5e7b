"""The engine inside the database: SQLite (FTS5) and PostgreSQL (GIN), one ranking."""
