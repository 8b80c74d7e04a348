import Downloads
import Redis

/// What every script starts with: the transition table, the record, the lock and the event log.
///
/// A script gets the key prefix and the policy first, then its own arguments as `arg(1)`, `arg(2)`, …
/// Every answer is an array whose first element is a word. A change is saved and announced in one step by
/// `save`, so a state that clients were not told of cannot exist.
enum ScriptPrelude {
  /// Makes a whole script out of `body`. With `allowsOutOfMemory` it runs even when Redis is full, for
  /// moves that free memory.
  static func script(_ name: String, allowsOutOfMemory: Bool = false, _ body: String) -> RedisScript
  {
    let shebang = allowsOutOfMemory ? "#!lua flags=allow-oom" : "#!lua"
    return RedisScript(
      name: name, source: "\(shebang)\nlocal NEXT = \(transitions)\n\(library)\n\(body)")
  }

  /// The arguments that come before a script's own.
  static func arguments(_ keys: BrokerKeys, _ policy: BrokerPolicy) -> [RedisArgument] {
    [
      .init(keys.prefix), .init(policy.lock.milliseconds), .init(policy.queueDeadline.milliseconds),
      .init(policy.reviewWindow.milliseconds),
    ]
  }

  /// `NEXT[move][state]` in Lua, from the domain's table.
  private static var transitions: String {
    let rows = DownloadMove.allCases.map { move in
      let cells = DownloadState.allCases.compactMap { state in
        move.next(from: state).map { "\(state.rawValue)='\($0.rawValue)'" }
      }
      return "\(move.rawValue)={\(cells.joined(separator: ","))}"
    }
    return "{\(rows.joined(separator: ","))}"
  }

  private static let library = #"""
    local P, LOCK_MS, QUEUE_MS, REVIEW_MS = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
    local GROUP = 'workers'
    local DAY_MS = 86400000
    local KEEP_ENDED = 50
    local function arg(n) return ARGV[4 + n] end

    -- Lua prints large numbers in scientific notation; Redis wants digits.
    local function digits(number) return string.format('%.0f', number) end
    local function micros()
      local time = redis.call('TIME')
      return time[1] * 1000000 + time[2]
    end
    local function now() return math.floor(micros() / 1000) end

    local function downloadKey(id) return P .. ':download:' .. id end
    local function coverKey(id) return P .. ':cover:' .. id end
    local function lockKey(user) return P .. ':user:' .. user .. ':lock' end
    local function listKey(user) return P .. ':user:' .. user .. ':downloads' end
    local function finalizeKey(domain) return P .. ':finalize:' .. domain end

    local function load(id)
      local flat = redis.call('HGETALL', downloadKey(id))
      if #flat == 0 then return nil end
      local d = {}
      for i = 1, #flat, 2 do d[flat[i]] = flat[i + 1] end
      return d
    end

    local function loadOwn(id, user)
      local d = load(id)
      if d and d.user == user then return d end
      return nil
    end

    -- Names the user's log and its epoch. Another begins with each start of Redis: the end of the log may have been
    -- lost with the last one, and clients have seen it.
    local function eventLog(user)
      local log = P .. ':events:' .. user
      local meta = log .. ':meta'
      local run = redis.call('INFO', 'server'):match('run_id:(%w+)') or ''
      local known = redis.call('HMGET', meta, 'epoch', 'run')
      local epoch = known[1]
      if not epoch or known[2] ~= run then
        redis.call('DEL', log)
        epoch = digits(micros())
        redis.call('HSET', meta, 'epoch', epoch, 'offset', 0, 'run', run)
      end
      redis.call('PEXPIRE', meta, 2 * DAY_MS)
      return log, meta, epoch
    end

    local function announce(d, event)
      local log, meta, epoch = eventLog(d.user)
      local offset = redis.call('HINCRBY', meta, 'offset', 1)
      local payload = cjson.encode({event = event, epoch = epoch, offset = digits(offset), record = d})
      redis.call('XADD', log, 'MAXLEN', 500, digits(offset) .. '-1', 'payload', payload)
      redis.call('PEXPIRE', log, 2 * DAY_MS)
      redis.call('PUBLISH', log, payload)
    end

    -- Writes the changed fields ('' removes one), then tells the user's clients.
    local function save(d, changes, event)
      changes.version = digits((tonumber(d.version) or 0) + 1)
      changes.updatedAt = digits(now())
      local key, set = downloadKey(d.id), {}
      for field, value in pairs(changes) do
        if value == '' then
          d[field] = nil
          redis.call('HDEL', key, field)
        else
          d[field] = value
          set[#set + 1] = field
          set[#set + 1] = value
        end
      end
      redis.call('HSET', key, unpack(set))
      if event then announce(d, event) end
    end

    -- The draft with what is touched in `edits` put over it, and whether that changes it.
    local function typedOver(d, edits)
      local draft, isNew = cjson.decode(d.draft or '{}'), false
      for field, value in pairs(cjson.decode(edits)) do
        isNew = isNew or draft[field] ~= value
        draft[field] = value
      end
      return cjson.encode(draft), isNew
    end

    local function lockFor(d, ms)
      if redis.call('GET', lockKey(d.user)) == d.id then
        redis.call('PEXPIRE', lockKey(d.user), ms)
      end
    end

    local function deadline(id, ms) redis.call('ZADD', P .. ':deadlines', digits(now() + ms), id) end

    -- Takes the record's job out of its stream, whoever has it.
    local function dropEntry(d)
      if not d.entry then return end
      redis.pcall('XACK', d.stream, GROUP, d.entry)
      redis.call('XDEL', d.stream, d.entry)
    end

    local function queueFiling(d)
      local stream = finalizeKey(d.domain)
      return stream, redis.call('XADD', stream, '*', 'id', d.id, 'kind', 'work')
    end

    -- Has what is staged for it removed, if a worker ever had it.
    local function discard(d)
      if d.domain then
        redis.call('XADD', finalizeKey(d.domain), '*', 'id', d.id, 'kind', 'discard')
      end
    end

    -- Everything that ends with a download: its lock, its job, its place in the indexes.
    local function close(d, changes, event)
      dropEntry(d)
      changes.entry, changes.stream, changes.owner, changes.progress = '', '', '', ''
      save(d, changes, event)
      if redis.call('GET', lockKey(d.user)) == d.id then redis.call('DEL', lockKey(d.user)) end
      redis.call('ZREM', P .. ':open', d.id)
      redis.call('ZREM', P .. ':deadlines', d.id)
      redis.call('PEXPIRE', downloadKey(d.id), 30 * DAY_MS)
      redis.call('PEXPIRE', coverKey(d.id), 3600000)
      redis.call('PEXPIRE', coverKey(d.id) .. ':upload', 3600000)
      local ended = 0
      for _, id in ipairs(redis.call('ZREVRANGE', listKey(d.user), 0, -1)) do
        if not redis.call('ZSCORE', P .. ':open', id) then
          ended = ended + 1
          if ended > KEEP_ENDED then redis.call('ZREM', listKey(d.user), id) end
        end
      end
    end

    -- Whether this worker still holds the claim it speaks for.
    local function holds(d, fence, entry)
      return d and d.fence == fence and d.entry == entry and d.owner ~= nil
    end
    """#
}
