import time, tracemalloc
import pytest
from wagtail.models import Revision
from editorial.holding import _revisions, owner_of
from tests.core.files.test_holding_at_large import *
def test_x(department):
    doc = make_document()
    page = draft_offering(department, doc)
    r = page.latest_revision
    plain = draft_document(department.author, text="§ Điều 1. Phạm vi\n" + "Quy định này áp dụng cho đất đai. " * 1200).latest_revision
    work = batch_of(department, [page])
    proposal = work.workflow_state.content_object
    from copy import copy
    for i in range(2):
        rs = []
        for n in range(500):
            c = copy(plain if i else r); c.pk = None; c._state.adding = True; rs.append(c)
    rows = []
    for n in range(4270):
        c = copy(r if n % 100 == 0 else plain); c.pk = None; c._state.adding = True; rows.append(c)
        if len(rows) == 500 or n == 4269: 
            Revision.objects.bulk_create(rows); rows = []
    ids = list(Revision.objects.filter(object_id__in=[r.object_id, plain.object_id]).values_list("pk", flat=True))
    from unittest.mock import patch
    revs = Revision.objects.filter(pk__in=ids)
    tracemalloc.start() if False else None
    with CaptureQueriesContext(connection) as queries:
        t = time.time(); hold("x", revs.iterator(100)); print("TOOK", time.time() - t, len(ids), len(queries), len(plain.content["text"]))
    assert 0
