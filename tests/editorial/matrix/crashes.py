"""Answers 500 that are known: crashes on bad input or on a refused deletion, which change nothing.

Each is a bug. One that is mended fails the test until it is taken out here; a new one fails it at once.
"""

NO_FORM = "Wagtail: the view of a chooser's form takes for granted that somebody may create"
NO_FILES = "Wagtail: the upload of several takes a file for granted"
PROTECTED = "Wagtail: a deletion that foreign keys protect is not caught"
SNIPPETS = (
    "search/equivalent",
    "organization/unit",
    "organization/person",
    "organization/office",
    "organization/appointment",
    "regulations/issuer",
    "regulations/documenttype",
    "regulations/documentfield",
    "regulations/signer",
)
OF_OFFICES = ("editorial/sectionassignment", "editorial/boardtask", "editorial/rule")
Crashes = dict[tuple[str, str], str]


def choosers(models: tuple[str, ...]) -> Crashes:
    """An empty form posted to the choosers of these registers."""
    return {(f"admin/snippets/choose/{model}/create/", "AttributeError"): NO_FORM for model in models}


BY_SUPERUSER: Crashes = {
    ("admin/failwhale/", "Exception"): "Wagtail: there to show what an error looks like",
    ("admin/choose-external-link/", "AttributeError"): "Wagtail: takes the address for granted",
    ("admin/redirects/import/process/", "KeyError"): "Wagtail: takes the format for granted",
    ("admin/documents/multiple/add/", "MultiValueDictKeyError"): NO_FILES,
    ("admin/images/multiple/add/", "MultiValueDictKeyError"): NO_FILES,
    ("admin/workflows/disable/<int:pk>/", "ProtectedError"): PROTECTED,
    ("admin/locales/delete/<int:pk>/", "ProtectedError"): PROTECTED,
    ("admin/users/delete/<int:pk>/", "ProtectedError"): PROTECTED,
    ("admin/bulk/auth/user/delete/", "ProtectedError"): PROTECTED,
    ("admin/snippets/organization/unit/delete/<int:pk>/", "ProtectedError"): PROTECTED,
    ("admin/snippets/organization/office/delete/<int:pk>/", "ProtectedError"): PROTECTED,
    ("admin/bulk/organization/unit/delete/", "ProtectedError"): PROTECTED,
    ("admin/bulk/organization/office/delete/", "ProtectedError"): PROTECTED,
}
BY_SUPERUSER |= choosers(SNIPPETS)
SEEN_BY: dict[str, Crashes] = {"superuser": BY_SUPERUSER, "head": choosers(OF_OFFICES)}
CRASHES: Crashes = {key: why for crashes in SEEN_BY.values() for key, why in crashes.items()}
