# Shared by the scripts beside it: sourced, not run.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
var=$root/var # everything this checkout keeps; the demo puts its own in a temporary folder
tools=$root/var/tools/venv/bin

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Exports what is not configured already: one Redis, one library and one set of tools per checkout.
tonearm_environment() {
  export TONEARM_REDIS_URL=${TONEARM_REDIS_URL:-unix://$var/redis/redis.sock}
  export TONEARM_API_METRICS_LISTEN=${TONEARM_API_METRICS_LISTEN:-unix:$var/api-metrics.sock}
  export TONEARM_WORKER_LISTEN=${TONEARM_WORKER_LISTEN:-unix:$var/worker.sock}
  export TONEARM_STATE_DIR=${TONEARM_STATE_DIR:-$var/state}
  export TONEARM_LIBRARY_DIR=${TONEARM_LIBRARY_DIR:-$var/library}
  export TONEARM_YTDLP_PATH=${TONEARM_YTDLP_PATH:-$tools/yt-dlp}
  export TONEARM_DENO_PATH=${TONEARM_DENO_PATH:-$tools/deno}
  export TONEARM_FFMPEG_PATH=${TONEARM_FFMPEG_PATH:-$(command -v ffmpeg)}
  export TONEARM_WEB_ROOT=${TONEARM_WEB_ROOT:-$root/Sources/APIServer/Web}
}

# binary NAME: the newest build of tonearm-api or tonearm-worker.
binary() {
  local debug=$root/.build/debug/$1 release=$root/.build/release/$1
  if [[ $release -nt $debug ]]; then say "$release"; else say "$debug"; fi
}

parts=()      # process ids, in the order of their start
part_names=() # by process id

# build MODE: debug or release. Quiet but visibly alive; the compiler's own words go to a log.
build() {
  local log=$var/log/build.log began=$SECONDS usually="a few seconds" ticks=0
  [[ -x $root/.build/$1/tonearm-worker ]] || usually="10 minutes or more, the first time"
  say "Building Tonearm ($1): usually $usually."
  mkdir -p "$var/log"
  swift build --package-path "$root" -c "$1" >"$log" 2>&1 &
  parts+=("$!")
  part_names[$!]=build
  while kill -0 "$!" 2>/dev/null; do
    sleep 0.2
    ticks=$((ticks + 1))
    if [[ -t 1 ]]; then
      printf '\r\e[K  %d s  %.60s' $((SECONDS - began)) "$(tail -n 1 "$log")"
    elif ((ticks % 150 == 0)); then
      say "  still building after $((SECONDS - began)) s: $(tail -n 1 "$log")"
    fi
  done
  [[ ! -t 1 ]] || printf '\r\e[K'
  wait "$!" || {
    tail -n 30 "$log" >&2
    fail "The build failed after $((SECONDS - began)) s. All of its output is in $log."
  }
  parts=()
  say "Built in $((SECONDS - began)) s."
}

# free_port FIRST: the first port from there on that nobody listens on.
free_port() {
  local port=$1
  while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  say "$port"
}

# start NAME COMMAND…: in a session of its own, so that Ctrl-C reaches us alone, and not outliving us.
start() {
  local name=$1
  shift
  mkdir -p "$var/log"
  setsid setpriv --pdeathsig TERM -- "$@" >>"$var/log/$name.log" 2>&1 </dev/null &
  parts+=("$!")
  part_names[$!]=$name
}

# stop_parts: last started, first stopped; a second Ctrl-C kills the one that is being waited for.
stop_parts() {
  local index pid signal
  trap : INT TERM HUP
  for ((index = ${#parts[@]} - 1; index >= 0; index--)); do
    pid=${parts[index]}
    signal=TERM
    [[ ${part_names[pid]} != build ]] || signal=INT # on TERM its compilers would go on
    kill -"$signal" "$pid" 2>/dev/null || continue
    timeout --foreground 45 tail -f /dev/null --pid="$pid" -s 0.1 ||
      kill -KILL "$pid" 2>/dev/null || true
  done
  parts=()
}

# await SECONDS WHAT COMMAND…: repeats the command until it succeeds, as long as every part is alive.
await() {
  local limit=$((SECONDS + $1)) what=$2 pid
  shift 2
  until "$@" >/dev/null 2>&1; do
    for pid in "${parts[@]}"; do
      kill -0 "$pid" 2>/dev/null || part_ended "$pid"
    done
    ((SECONDS < limit)) || fail "$what did not answer in time; the logs are in $var/log."
    sleep 0.1
  done
}

# part_ended PID: says which part stopped by itself, and its last words.
part_ended() {
  local log=$var/log/${part_names[$1]}.log
  tail -n 15 "$log" >&2
  fail "${part_names[$1]} has stopped. Above are its last lines; all of them are in $log."
}

start_redis() {
  local socket=$var/redis/redis.sock
  ((${#socket} < 100)) || fail "The path $socket is too long for a unix socket. Set TONEARM_REDIS_URL."
  mkdir -p "$var/redis"
  start redis redis-server --port 0 --unixsocket "$socket" --unixsocketperm 700 \
    --appendonly yes --save "" --dir "$var/redis" --pidfile "$var/redis/redis.pid"
  await 30 Redis redis-cli -e -s "$socket" ping
}
