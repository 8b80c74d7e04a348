"""What makes a download fail, by the code of its failure.

All codes that the API promises are here, or named as tested elsewhere.
"""

from stand_in import RECORDINGS

PAGES = [
    ("/missing", "not_found"), ("/status/410", "not_found"), ("/status/500", "site_error"),
    ("/status/401", "cookies_needed"), ("/status/429", "rate_limited"), ("/status/451", "geo_blocked"),
    ("/nothing-here", "unsupported_url"), ("/random.mp3", "broken_media"), ("/empty.mp3", "broken_media"),
    ("/mostly-noise.mp3", "broken_media"),
    ("/drop.mp3", "network"), ("/no-audio.mp4", "no_audio"), ("/three", "playlist"),
    ("/live.m3u8", "live_stream"), ("/page?seconds=36000", "too_long"),
    ("/private-redirect", "egress_denied"),
]
"""Of the media site."""

PLAYLISTS = [
    ("file", "unsupported_url"), ("loopback", "egress_denied"), ("metadata", "egress_denied"),
    ("method", "broken_media"), ("hidden-method", "broken_media"), ("key", "unsupported_url"),
    ("subfile", "not_found"),
]
"""What each names must not be read, nor connected to."""

SAID = list({recording.code: recording for recording in reversed(RECORDINGS)}.values())
"""One recording of each code; the tests of the worker go through all of them."""

LIMITS = [
    ("STALL_SECONDS", "2", ["/stall.mp3"], "stalled"),
    ("TIMEOUT_SECONDS", "3", ["/slow.mp3?seconds=60"], "timed_out"),
    # The first tells its length, the second does not, and the third has none.
    ("MAX_BYTES", "300000", ["/long.mp3", "/big.mp3?megabytes=5&length=hidden", "/endless.mp3"], "too_large"),
    # Told by the page, and found out while it is converted.
    ("MAX_SECONDS", "10", ["/page?seconds=11", "/long.mp3"], "too_long"),
]
"""What a setting of the worker keeps out: its name, its value, addresses, and the code."""

SERVER = {"queue_timeout", "staging_lost"}
"""The tests of test_failures_of_the_server.py."""

ELSEWHERE = {"poison"}
"""FaultTests/test_deliveries.py."""
