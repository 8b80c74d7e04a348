#pragma once

#include <taglib/tiostream.h>

namespace tonearm {

/// How much may be read of a file: a larger block is as if it was not there, and after more than
/// the total there is nothing any more.
struct ReadLimits {
  size_t block;
  size_t total;
};

/// A part of the file open at a descriptor, as TagLib gets to see it. It never writes.
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
  FileView(int descriptor, size_t start, size_t end, ReadLimits limits);

  /// Whether a limit was met, other than that of a block.
  bool is_exhausted() const { return exhausted_; }

  TagLib::ByteVector readBlock(size_t length) override;
  void seek(Offset offset, Position from) override;
  Offset tell() const override { return position_; }
  Offset length() override { return Offset(end_ - start_); }
  TagLib::FileName name() const override { return ""; }
  bool isOpen() const override { return true; }
  bool readOnly() const override { return true; }
  void writeBlock(const TagLib::ByteVector &) override {}
  void insert(const TagLib::ByteVector &, Start, size_t) override {}
  void removeBlock(Start, size_t) override {}
  void truncate(Offset) override {}

 private:
  TagLib::ByteVector bytes(size_t offset, size_t length);
  bool may_read(size_t length);

  const int descriptor_;
  const size_t start_;
  const size_t end_;
  const ReadLimits limits_;
  const char *const stack_;
  Offset position_ = 0;
  size_t total_ = 0;
  size_t reads_ = 0;
  bool exhausted_ = false;
};

}  // namespace tonearm
