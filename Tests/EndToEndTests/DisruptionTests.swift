import TestSupport
import Testing

/// The suites that start, stop and kill parts. They share a stack and so run one after the other; every
/// test starts the workers it needs.
@Suite(.serialized, .showingLogs, .stack(workers: 0, appendOnly: true)) enum DisruptionTests {}
