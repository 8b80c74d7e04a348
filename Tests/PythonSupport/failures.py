"""How a failed download says why it failed."""

from collections.abc import Iterator
from typing import Any

DETAIL_BYTES = 4096
NOT_FOR_PEOPLE = ("\n", "ERROR", "Traceback", "yt-dlp", "ffmpeg", "/")


def flaws(download: Any) -> Iterator[str]:
    """What is wrong with the words of a failed download: it needs one or two plain sentences, and a bounded detail."""
    failure = download["failure"]
    if not failure:
        yield f"{download['id']} failed and does not say why"
        return
    if failure.keys() != {"code", "message", "detail", "retryable"}:
        yield f"the failure of {download['id']} has {', '.join(failure)}"
    message = failure["message"]
    if (not message.endswith(".") or message.count(". ") > 1 or len(message) > 300
            or any(word in message for word in NOT_FOR_PEOPLE)):
        yield f"this does not read well: {message!r}"
    if len((failure["detail"] or "").encode()) > DETAIL_BYTES:
        yield f"the detail of {download['id']} has more than {DETAIL_BYTES} bytes"
    if download["libraryPath"] is not None:
        yield f"{download['id']} failed and is in the library: {download['libraryPath']}"
