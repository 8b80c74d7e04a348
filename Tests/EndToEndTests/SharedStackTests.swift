import TestSupport
import Testing

/// The suites that share one stack, each with a user of its own.
@Suite(.showingLogs, .stack(workers: 2, settings: ["TONEARM_LIBRARY_MODE": "0640"]))
enum SharedStackTests {}
