#pragma once

#include <cstdint>

#include "FileView.hpp"

namespace tonearm {

/// What a WAV or AIFF file says of itself outside its tags, and where those are.
///
/// TagLib's own classes for these formats would read every tag whole, and as it stands.
struct RIFFChunks {
  RIFFChunks(FileView &view, bool is_aiff);

  int64_t duration_milliseconds = 0;
  int bitrate_kbps = 0;
  /// Where the ID3v2 tag begins; 0 where there is none.
  size_t tag_offset = 0;
  /// The LIST chunk of a WAV file with plain fields.
  TagLib::ByteVector info;

 private:
  void take_format(const TagLib::ByteVector &format, bool is_aiff);

  double bytes_per_second_ = 0;
  double seconds_ = 0;
};

}  // namespace tonearm
