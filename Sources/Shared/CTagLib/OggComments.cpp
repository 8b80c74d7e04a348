#include "OggComments.hpp"

#include <algorithm>
#include <stdexcept>

#include "Bytes.hpp"

using TagLib::ByteVector;

namespace tonearm {

void check_ogg_comments(FileView &view) {
  constexpr size_t kComments = 4096;
  constexpr size_t kVendorBytes = 4 << 10;
  // The first page holds the first packet and nothing else (RFC 3533, section 4); the second page
  // begins with the comments: a name, the vendor as length and text, the number of comments.
  size_t page = 0;
  size_t payload = 0;
  for (int number = 0; number < 2; number++) {
    page += payload;
    ByteVector header = view.bytes(page, 27);
    if (header.size() < 27 || !header.startsWith("OggS")) throw std::runtime_error("pages");
    ByteVector lacing = view.bytes(page + 27, at(header, 26));
    page += 27 + lacing.size();
    payload = 0;
    for (unsigned i = 0; i < lacing.size(); i++) {
      payload += at(lacing, i);
      bool is_end = at(lacing, i) < 255;
      if (number == 0 && is_end != (i + 1 == lacing.size())) throw std::runtime_error("packets");
    }
  }
  ByteVector start = view.bytes(page, std::min(payload, kVendorBytes));
  unsigned vendor = start.startsWith("OpusTags") ? 8 : 7;
  if (start.size() < vendor + 8) return;
  size_t vendor_bytes = start.toUInt(vendor, false);
  size_t count = vendor + 4 + vendor_bytes;
  if (count + 4 > start.size()) throw std::length_error("vendor");
  if (start.toUInt(unsigned(count), false) > kComments) throw std::length_error("comments");
}

}  // namespace tonearm
