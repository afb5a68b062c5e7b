"""Answers 500 that are known: crashes on bad input, which change nothing.

Each is a bug. One that is mended fails the test until it is taken out here; a new one fails it at once.
"""

NO_FORM = "Wagtail: the view of a chooser's form takes for granted that somebody may create"
NO_FILES = "Wagtail: the upload of several takes a file for granted"
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
}
BY_SUPERUSER |= choosers(SNIPPETS)
SEEN_BY: dict[str, Crashes] = {"superuser": BY_SUPERUSER, "head": choosers(OF_OFFICES)}
CRASHES: Crashes = {key: why for crashes in SEEN_BY.values() for key, why in crashes.items()}
