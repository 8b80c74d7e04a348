#include "RIFFChunks.hpp"

#include <algorithm>
#include <stdexcept>

using TagLib::ByteVector;

namespace tonearm {

namespace {

constexpr size_t kChunks = 4096;
constexpr size_t kInfoBytes = 256 << 10;
constexpr size_t kFormatBytes = 64;

}  // namespace

RIFFChunks::RIFFChunks(FileView &view, bool is_aiff) {
  const size_t end = size_t(view.length());
  size_t audio_bytes = 0;
  size_t position = 12;
  for (size_t count = 0; position + 8 <= end; count++) {
    if (count == kChunks) throw std::length_error("chunks");
    ByteVector header = view.bytes(position, 8);
    if (header.size() < 8) break;
    ByteVector name = header.mid(0, 4);
    position += 8;
    // A recorder that was cut off leaves a size that is wrong; the file's end is the chunk's.
    size_t size = std::min<size_t>(header.toUInt(4, is_aiff), end - position);
    if (name == "fmt " || name == "COMM") {
      take_format(view.bytes(position, std::min(size, kFormatBytes)), is_aiff);
    } else if (name == "data") {
      audio_bytes = size;
    } else if (name == "ID3 " || name == "id3 ") {
      tag_offset = position;
    } else if (name == "LIST" && view.bytes(position, 4) == "INFO") {
      if (size > kInfoBytes) throw std::length_error("fields");
      info = view.bytes(position, size);
    }
    position += size + (size & 1);
  }
  if (!is_aiff && bytes_per_second_ > 0) seconds_ = double(audio_bytes) / bytes_per_second_;
  constexpr double kLongestSeconds = 1e9;
  if (seconds_ <= 0 || seconds_ > kLongestSeconds) return;
  duration_milliseconds = int64_t(seconds_ * 1000 + 0.5);
  bitrate_kbps = int(std::min(bytes_per_second_ * 8 / 1000, 1e6) + 0.5);
}

void RIFFChunks::take_format(const ByteVector &format, bool is_aiff) {
  if (is_aiff) {
    if (format.size() < 18) return;
    double channels = format.toUShort(0, true);
    double frames = format.toUInt(2, true);
    double bits = format.toUShort(6, true);
    double rate = double(format.toFloat80BE(8));
    if (!(rate >= 1)) return;
    seconds_ = frames / rate;
    bytes_per_second_ = channels * bits * rate / 8;
  } else if (format.size() >= 16) {
    bytes_per_second_ = format.toUInt(8, false);
  }
}

}  // namespace tonearm
