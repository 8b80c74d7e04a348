#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int tonearm_open_beneath(int folder, const char *path, int flags, mode_t mode) {
  struct open_how how = {
      .flags = (unsigned)(flags | O_CLOEXEC),
      .mode = mode,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
  };
  // EAGAIN: something was renamed while the kernel looked; the next look decides.
  for (int attempt = 0;; attempt++) {
    long result = syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (result >= 0) return (int)result;
    if (errno == ENOSYS) return tonearm_open_by_parts(folder, path, flags, mode);
    if (errno != EINTR && (errno != EAGAIN || attempt == 100)) return -errno;
  }
}

int tonearm_open_by_parts(int folder, const char *path, int flags, mode_t mode) {
  if (*path == '/') return -EXDEV;
  int current = folder;
  for (;;) {
    size_t length = strcspn(path, "/");
    const char *rest = path + length + strspn(path + length, "/");
    int next = -1;
    int error = 0;
    if (length > NAME_MAX) {
      error = ENAMETOOLONG;
    } else if (length == 2 && memcmp(path, "..", 2) == 0) {
      error = EXDEV;
    } else {
      char part[NAME_MAX + 1] = {0};
      memcpy(part, path, length);
      int how = *rest ? O_PATH | O_DIRECTORY : flags;
      next = openat(current, part, how | O_NOFOLLOW | O_CLOEXEC, mode);
      if (next < 0) error = errno;
    }
    if (current != folder) close(current);
    if (error) return -error;
    if (!*rest) return next;
    current = next;
    path = rest;
  }
}

int tonearm_rename_exclusively(
    int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE) == 0 ? 0 : -errno;
}

int tonearm_adopt_orphans(void) {
  return prctl(PR_SET_CHILD_SUBREAPER, 1) == 0 ? 0 : -errno;
}
