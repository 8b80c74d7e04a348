#include "FileView.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

using TagLib::ByteVector;

namespace tonearm {

namespace {

// Four hours of a fragmented MP4 take some ten thousand reads.
constexpr size_t kReads = 200'000;
// TagLib follows nested boxes by recursion without an end; honest ones nest eight deep.
constexpr ptrdiff_t kStackBytes = 128 << 10;

[[noreturn]] void fail() { throw std::system_error(errno, std::generic_category()); }

}  // namespace

FileView::FileView(int descriptor, size_t start, size_t end, ReadLimits limits)
    : descriptor_(descriptor),
      start_(start),
      end_(end < start ? start : end),
      limits_(limits),
      stack_(static_cast<const char *>(__builtin_frame_address(0))) {}

ByteVector FileView::bytes(size_t offset, size_t length) {
  if (offset >= end_ - start_) return ByteVector();
  const size_t from = start_ + offset;
  length = std::min(length, end_ - from);
  if (!may_read(length)) return ByteVector();
  ByteVector result(unsigned(length), 0);
  size_t filled = 0;
  while (filled < length) {
    ssize_t count =
        pread(descriptor_, result.data() + filled, length - filled, off_t(from + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail();
    if (count == 0) break;
    filled += size_t(count);
  }
  return result.resize(unsigned(filled));
}

ByteVector FileView::readBlock(size_t length) {
  ByteVector result = bytes(size_t(position_), length);
  position_ += Offset(result.size());
  return result;
}

void FileView::seek(Offset offset, Position from) {
  Offset origin = from == Beginning ? 0 : from == Current ? position_ : length();
  position_ = std::max<Offset>(0, __builtin_add_overflow(origin, offset, &origin) ? 0 : origin);
}

bool FileView::may_read(size_t length) {
  const char *stack = static_cast<const char *>(__builtin_frame_address(0));
  reads_++;
  // Some loops of TagLib count offsets and take no notice of an end. What it leaks then is little.
  if (reads_ > 2 * kReads) throw std::length_error("reading does not end");
  if (length > limits_.block) return false;
  exhausted_ = exhausted_ || length > limits_.total - total_ || reads_ > kReads ||
               std::abs(stack_ - stack) > kStackBytes;
  if (exhausted_) return false;
  total_ += length;
  return true;
}

}  // namespace tonearm
