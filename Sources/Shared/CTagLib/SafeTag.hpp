#pragma once

#include <optional>

#include "FileView.hpp"

namespace tonearm {

/// What to take out of a file: texts, or else pictures of at most `picture_limit` bytes.
struct Wish {
  bool pictures = false;
  size_t picture_limit = 0;
};

/// The beginning of a file, as far as TagLib should see it.
struct SafeHead {
  TagLib::ByteVector bytes;
  /// Where the rest of the file goes on.
  size_t end;
};

/// Makes a tag out of those frames of the ID3v2 tag at `offset` that are wished for; none where
/// there is no tag.
///
/// TagLib itself would inflate compressed frames without a limit, follow chapters within chapters,
/// and load every picture. Throws std::length_error where a tag has more frames or texts than any
/// honest one.
std::optional<SafeHead> safe_id3_tag(FileView &view, size_t offset, const Wish &wish);

/// Makes the beginning of the FLAC file at `offset` out of those metadata blocks that are wished
/// for, with the same limits.
SafeHead safe_flac_head(FileView &view, size_t offset, const Wish &wish);

}  // namespace tonearm
