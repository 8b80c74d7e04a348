#pragma once

// What Tonearm asks of TagLib, in C: Swift cannot import TagLib's classes, and Debian's C interface
// for it knows neither album artists nor discs. Nothing here writes to a file, and no exception
// leaves.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The containers whose sound only TagLib knows.
enum tonearm_kind {
  TONEARM_TRUE_AUDIO,
  TONEARM_WAVPACK,
  TONEARM_MONKEYS_AUDIO,
  TONEARM_MUSEPACK,
  TONEARM_ASF,
};

enum tonearm_tag_result {
  TONEARM_TAGS_READ = 0,
  /// No format that is understood, or nothing to play in it.
  TONEARM_TAGS_NOT_AUDIO,
  /// More bytes, frames or levels than an honest file has; reading stopped.
  TONEARM_TAGS_TOO_LARGE,
  /// The file cannot be read; errno tells why.
  TONEARM_TAGS_UNREADABLE,
  /// No memory, or an exception of TagLib.
  TONEARM_TAGS_FAILED,
};

struct tonearm_audio {
  /// 0 where the file does not say.
  int64_t duration_milliseconds;
  int bitrate_kbps;
};

/// Takes a value of the tag: TagLib's name for the property in capitals, and UTF-8 without a NUL at
/// its end. A property of several values comes several times, in order. Valid only during the call.
typedef void (*tonearm_take_property)(
    void *context, const char *key, const char *value, size_t length);

/// Takes a picture. Valid only during the call.
typedef void (*tonearm_take_picture)(
    void *context, const unsigned char *bytes, size_t length, int is_front_cover);

/// Reads what the bytes from `start` to `end` of the file open at `descriptor` say of themselves;
/// texts only of ASF.
///
/// The descriptor's position is neither used nor changed.
enum tonearm_tag_result tonearm_read_tags(
    int descriptor, size_t start, size_t end, enum tonearm_kind kind, struct tonearm_audio *audio,
    tonearm_take_property take, void *context);

/// Reads the pictures of at most `limit` bytes that are embedded in an ASF file.
enum tonearm_tag_result tonearm_read_pictures(
    int descriptor, size_t start, size_t end, size_t limit, tonearm_take_picture take,
    void *context);

#ifdef __cplusplus
}
#endif
