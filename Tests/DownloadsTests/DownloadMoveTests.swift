import Downloads
import Testing

/// The table of product.md, written down a second time: every state with every move.
@Suite struct DownloadMoveTests {
  private static let table: [DownloadMove: [DownloadState: DownloadState]] = [
    .claim: [.queued: .downloading, .downloading: .downloading, .finalizing: .finalizing],
    .fetched: [.downloading: .awaitingConfirmation],
    .fetchedAndApproved: [.downloading: .finalizing],
    .handBack: [.downloading: .queued, .finalizing: .finalizing],
    .confirm: [
      .queued: .queued, .downloading: .downloading, .awaitingConfirmation: .finalizing,
    ],
    .cancel: [.queued: .cancelled, .downloading: .cancelled, .awaitingConfirmation: .cancelled],
    .expire: [.awaitingConfirmation: .expired],
    .filed: [.finalizing: .completed],
    .returned: [.finalizing: .awaitingConfirmation],
    .fail: [.queued: .failed, .downloading: .failed, .finalizing: .failed],
  ]

  @Test(arguments: DownloadMove.allCases, DownloadState.allCases)
  func leadsWhereTheTableSays(move: DownloadMove, state: DownloadState) {
    #expect(move.next(from: state) == Self.table[move]?[state])
  }

  @Test(arguments: DownloadState.allCases.filter(\.isTerminal))
  func neverLeavesATerminalState(state: DownloadState) {
    #expect(DownloadMove.allCases.allSatisfy { $0.next(from: state) == nil })
  }

  @Test func everyStateButTheFirstCanBeReached() {
    let reached = Set(
      DownloadMove.allCases.flatMap { move in
        DownloadState.allCases.compactMap { move.next(from: $0) }
      })
    #expect(reached == Set(DownloadState.allCases))
  }
}
