#!lua flags=allow-oom
-- Counts what waits in a stream of jobs.
--
-- Key: the stream.
-- @param stream  of jobs
-- @return OK length age  entries that were not delivered yet, and how many milliseconds ago the first of them came
if redis.call('EXISTS', stream) == 0 then return {'OK', '0', '0'} end
local start, pending = '-', 0
for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  if group[2] == GROUP then start, pending = '(' .. group[8], group[6] end
end
local first = redis.call('XRANGE', stream, start, '+', 'COUNT', 1)[1]
if not first then return {'OK', '0', '0'} end
local age = nowMilliseconds() - tonumber(first[1]:match('^%d+'))
return {'OK', digits(redis.call('XLEN', stream) - pending), digits(age)}
