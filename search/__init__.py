"""Document search: query → plan → engine (Elasticsearch, database), sources that apps register, index upkeep."""
