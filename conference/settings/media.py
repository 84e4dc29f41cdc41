"""Which files are taken, and where they are kept: the disk, or the bucket that MEDIA_S3_BUCKET names (S3)."""

from typing import Any

import environ

WAGTAILDOCS_SERVE_METHOD = "serve_view"  # wherever they are kept, the site asks who may read them
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # a document is kept, never shown in the site's name
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "core.Resource"
WAGTAILIMAGES_IMAGE_MODEL = "core.Picture"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.resources.forms.ResourceForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "conference.core.uploads.forms.ImageForm"
# No SVG: it may hold a program. What no browser shows is kept as JPEG (conference.core.uploads.images).
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jfif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # all frames together: a bomb is refused before it is opened
# A text to read or to change, a table, slides; a video and its captions.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_EXTENSIONS += ["mp4", "vtt", "webm"]

# By the host of the page of a video (conference.core.videos knows where their players are).
DEFAULT_VIDEO_HOSTS = ["www.dailymotion.com", "vimeo.com", "www.youtube.com"]


def media_storage(env: environ.Env) -> dict[str, Any]:
    """Django's description of the storage of uploaded files, as the environment wants it."""
    bucket = env.str("MEDIA_S3_BUCKET", default="")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    from botocore.config import Config  # slow to import: only where a bucket is used

    return {
        "BACKEND": "conference.platform.bucket.PrivateBucket",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("MEDIA_S3_ENDPOINT", default="") or None,
            "region_name": env.str("MEDIA_S3_REGION", default="") or None,
            "access_key": env.str("MEDIA_S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("MEDIA_S3_SECRET_KEY", default="") or None,
            "location": env.str("MEDIA_S3_PREFIX", default=""),
            "default_acl": None,  # the bucket's own: private
            "file_overwrite": False,  # two pictures of one name are two pictures
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": env.str("MEDIA_S3_ADDRESSING", default="auto")},
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 3, "mode": "standard"},
                # Newer checksums are refused by most services that are not Amazon's.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        },
    }
