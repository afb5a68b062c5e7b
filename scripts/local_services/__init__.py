"""PostgreSQL, Elasticsearch, Redis, S3 and SMTP as plain processes on loopback, without containers.

Standard library only: it runs before the project's environment exists.
"""
