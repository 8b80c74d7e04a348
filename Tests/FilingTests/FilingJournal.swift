/// What a filer told the broker, in order.
actor FilingJournal {
  private(set) var entries: [String] = []

  func append(_ entry: String) { entries.append(entry) }
}
