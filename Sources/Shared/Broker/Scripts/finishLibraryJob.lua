#!lua flags=allow-oom
-- Ends a job in the library, and reports how it ended to the client that waits for it.
--
-- Key: the stream.
-- @param stream   of jobs
-- @param entry    of the job in the stream
-- @param job      its id
-- @param outcome  JSON
-- @return OK
redis.call('SET', outcomeKey(job), outcome, 'PX', OUTCOME_MS)
redis.call('DEL', pictureKey(job))
redis.call('PUBLISH', finishedJobsKey, job)
redis.pcall('XACK', stream, GROUP, entry)
redis.call('XDEL', stream, entry)
return {'OK'}
