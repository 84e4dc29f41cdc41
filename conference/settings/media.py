"""Where uploaded files are kept: the disk, or a bucket that speaks S3 when MEDIA_S3_BUCKET names one."""

from typing import Any

import environ


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
