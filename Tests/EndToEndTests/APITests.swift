import TestSupport
import Testing

/// The suites that need no worker: they share a stack without one, so nothing is ever fetched.
@Suite(.showingLogs, .stack(workers: 0)) enum APITests {}
