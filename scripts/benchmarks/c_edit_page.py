"""Opening the edit page of the longest document, and public pages, in seconds (median of five)."""

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark_site import PROJECT, environment, loaded_site, report

loaded_site()
os.environ.clear()
os.environ.update(environment())
sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from regulations.models import LegalDocumentPage  # noqa: E402

page = LegalDocumentPage.objects.get(number="91/2015/QH13")
user = get_user_model().objects.filter(is_superuser=True).first()
user = user or get_user_model().objects.create_superuser("benchmark")
client = Client(SERVER_NAME="localhost")
for name, url in {
    "document_page": page.url,
    "list_page": "/van-ban/",
    "search_page": "/tim-kiem/?q=bồi thường đất đai",
    "edit_page": reverse("wagtailadmin_pages:edit", args=[page.pk]),
}.items():
    if name == "edit_page":
        client.force_login(user)
    seconds = []
    for _time in range(6):
        started = time.perf_counter()
        response = client.get(url)
        seconds.append(time.perf_counter() - started)
    report(
        name,
        status=response.status_code,
        median_s=round(statistics.median(seconds[1:]), 3),
        first_s=round(seconds[0], 3),
    )
