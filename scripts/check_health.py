"""Ask the site on this machine for /healthz, under a host name that it accepts; status 1 unless it answers 200."""

import http.client
import os
import sys

host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
try:
    connection.request("GET", "/healthz", headers={"Host": host})
    status = connection.getresponse().status
except OSError as problem:
    sys.exit(f"/healthz: {problem}")
sys.exit(None if status == 200 else f"/healthz answers {status}")
