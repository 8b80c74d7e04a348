// Only the parser (redisReader…) and the formatter (redisFormatCommandArgv) are used. Both are the same in 0.14
// and 1.x, and need no shim of ours.
#pragma once
#include <hiredis/hiredis.h>
