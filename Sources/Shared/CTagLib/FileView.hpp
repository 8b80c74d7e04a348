#pragma once

#include <taglib/tiostream.h>

namespace tonearm {

/// How much may be read of a file: a larger block is as if it was not there, and after more than
/// the total there is nothing any more.
struct ReadLimits {
  size_t block;
  size_t total;
};

/// A file as TagLib gets to see it: bytes of our own, then the file open at a descriptor from some
/// offset on. It never writes.
///
/// When TagLib has read more than an honest file needs, or has recursed too deeply, there are no
/// more bytes, which it takes for the end of the file.
class FileView final : public TagLib::IOStream {
#if TAGLIB_MAJOR_VERSION < 2
  using Offset = long;
  using Start = unsigned long;
#else
  using Offset = TagLib::offset_t;
  using Start = TagLib::offset_t;
#endif

 public:
  /// Throws std::system_error where the size of the file cannot be told.
  FileView(int descriptor, ReadLimits limits);

  /// Sets limits for what is read from now on.
  void limit(ReadLimits limits);

  /// Puts `head` in the place of everything before `tail_offset`.
  void replace_head(const TagLib::ByteVector &head, size_t tail_offset);

  /// Reads without regard to the position; shorter than `length` at the end and beyond the limits.
  TagLib::ByteVector bytes(size_t offset, size_t length);

  /// Whether a limit was met, other than that of a block.
  bool is_exhausted() const { return exhausted_; }

  TagLib::ByteVector readBlock(size_t length) override;
  void seek(Offset offset, Position from) override;
  Offset tell() const override { return position_; }
  Offset length() override { return Offset(head_.size() + file_size_ - tail_offset_); }
  TagLib::FileName name() const override { return ""; }
  bool isOpen() const override { return true; }
  bool readOnly() const override { return true; }
  void writeBlock(const TagLib::ByteVector &) override {}
  void insert(const TagLib::ByteVector &, Start, size_t) override {}
  void removeBlock(Start, size_t) override {}
  void truncate(Offset) override {}

 private:
  bool may_read(size_t length);

  const int descriptor_;
  ReadLimits limits_;
  const char *const stack_;
  size_t file_size_ = 0;
  TagLib::ByteVector head_;
  size_t tail_offset_ = 0;
  Offset position_ = 0;
  size_t total_ = 0;
  size_t reads_ = 0;
  bool exhausted_ = false;
};

}  // namespace tonearm
