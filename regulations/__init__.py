"""Legal, Party and directive documents: register, provisions, import; later relations, validity, review."""
