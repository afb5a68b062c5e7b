"""The store of files on S3: a private bucket, whose addresses only Django gives out."""

from typing import Any

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class PrivateS3Storage(S3Storage):
    """Files have the site's own addresses, where `core.files.views` asks who may have them.

    The plain address in the bucket is refused to everybody; no name is used twice (`file_overwrite` False).
    """

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The address on this site, the same for ever, so that pages can be kept in caches."""
        return settings.MEDIA_URL + (filepath_to_uri(name) or "").lstrip("/")

    def signed_url(self, name: str, seconds: int, headers: dict[str, str], method: str) -> str:
        """The address in the bucket, good for so many seconds and one method, GET or HEAD.

        The bucket answers with these headers.
        """
        answers = {
            "ResponseContentType": headers["Content-Type"],
            "ResponseContentDisposition": headers["Content-Disposition"],
            "ResponseCacheControl": headers["Cache-Control"],
        }
        return str(super().url(name, parameters=answers, expire=seconds, http_method=method))
