/// Ends a claim, one way or another.
///
/// Arguments: id, fence, entry, outcome, and a value that depends on it: `fetched` –, `filed` the path in the
/// library, `returned` the sentence and (second) the approved values as draft (JSON), `failed` the failure
/// (JSON), `handBack` –. Answers `OK state`, `ALREADY state` to its own repetition, or `LOST`.
enum FinishScript {
  static let script = ScriptPrelude.script(
    "finish", allowsOutOfMemory: true,
    #"""
    local id, fence, entry, outcome = arg(1), arg(2), arg(3), arg(4)
    local d = load(id)
    local receipt = fence .. ' ' .. entry .. ' ' .. outcome
    if d and d.receipt == receipt then return {'ALREADY', d.state} end
    if not holds(d, fence, entry) then return {'LOST'} end
    local move = outcome
    if outcome == 'fetched' and d.confirmed then move = 'fetchedAndApproved' end
    local to = NEXT[move][d.state]
    if not to then return {'LOST'} end
    local changes = {state = to, receipt = receipt}

    if outcome == 'filed' then
      changes.libraryPath, changes.lastError = arg(5), ''
      close(d, changes, 'download_completed')
      return {'OK', to}
    elseif outcome == 'fail' then
      changes.failure = arg(5)
      close(d, changes, 'download_failed')
      return {'OK', to}
    end

    -- The job that follows is queued before this one goes, so no crash can lose both.
    local event = nil
    local previous = {stream = d.stream, entry = d.entry}
    changes.owner, changes.claim, changes.entry, changes.stream, changes.progress = '', '', '', '', ''
    if move == 'fetched' then
      event = 'download_ready_for_review'
      deadline(id, REVIEW_MS)
    elseif move == 'fetchedAndApproved' then
      event = 'download_finalizing'
      changes.stream, changes.entry = queueFiling(d)
      changes.attempts = '0'
      deadline(id, REVIEW_MS)
    elseif move == 'returned' then
      event = 'download_ready_for_review'
      changes.lastError, changes.draft = arg(5), arg(6)
      changes.edits, changes.confirmed, changes.destination = '', '', ''
      deadline(id, REVIEW_MS)
    elseif move == 'handBack' then
      changes.attempts = digits(tonumber(d.attempts) - 1)
      changes.stream = d.stream
      changes.entry = redis.call('XADD', d.stream, '*', 'id', id, 'kind', 'work')
      if to == 'queued' then
        event = 'download_queued'
        deadline(id, QUEUE_MS)
      end
    end
    lockFor(d, to == 'queued' and QUEUE_MS or LOCK_MS)
    save(d, changes, event)
    dropEntry(previous)
    return {'OK', to}
    """#)
}
