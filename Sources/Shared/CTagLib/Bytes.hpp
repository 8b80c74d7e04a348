#pragma once

#include <taglib/tbytevector.h>

namespace tonearm {

inline unsigned char at(const TagLib::ByteVector &bytes, unsigned index) {
  return static_cast<unsigned char>(bytes[int(index)]);
}

inline size_t big_endian(const TagLib::ByteVector &bytes, unsigned from, unsigned count) {
  size_t value = 0;
  for (unsigned i = from; i < from + count; i++) value = value << 8 | at(bytes, i);
  return value;
}

}  // namespace tonearm
