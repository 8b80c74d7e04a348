#pragma once

// System calls that Swift's Glibc module does not offer. Each returns a negative errno on failure, so
// that no other call can come between a failure and its reason.

#include <sys/types.h>

/// Opens `path` below the folder `folder` (openat2(2), Linux 5.6). No part of it may lead out of that
/// folder or be a symbolic link, however the tree changes meanwhile. Adds O_CLOEXEC. Here because glibc
/// has no wrapper for openat2.
int tonearm_open_beneath(int folder, const char *path, int flags, mode_t mode);

/// Does what tonearm_open_beneath does, part by part, and is what that one does where openat2 is ruled out: by
/// systemd's RestrictSUIDSGID=, or by the seccomp filter of an older container. Declared for its tests.
int tonearm_open_by_parts(int folder, const char *path, int flags, mode_t mode);

/// Makes this process the parent of its descendants' orphans (prctl(2), PR_SET_CHILD_SUBREAPER), which it then has to
/// wait for. Here because prctl is variadic.
int tonearm_adopt_orphans(void);

/// Renames without ever replacing what has the new name (renameat2(2), RENAME_NOREPLACE). Here because
/// glibc declares renameat2 for _GNU_SOURCE only, which Swift's module does not define.
int tonearm_rename_exclusively(
    int from_folder, const char *from, int to_folder, const char *to);
