#include "SafeTag.hpp"

#include <taglib/id3v2synchdata.h>

#include <algorithm>
#include <stdexcept>

#include "Bytes.hpp"

using TagLib::ByteVector;
namespace SynchData = TagLib::ID3v2::SynchData;

namespace tonearm {

namespace {

constexpr size_t kFrames = 4096;
constexpr size_t kTextBytes = 16 << 10;
constexpr size_t kAllTextBytes = 256 << 10;
constexpr size_t kAllPictureBytes = 32 << 20;
constexpr size_t kUnsynchronisedBytes = 16 << 20;
constexpr size_t kCommentBytes = 1 << 20;
constexpr size_t kPictureHeaderBytes = 1 << 10;

/// Where frames stand: in the file, or in memory once they are decoded.
struct Frames {
  FileView &view;
  size_t position;
  size_t end;
  std::optional<ByteVector> decoded = std::nullopt;

  ByteVector bytes(size_t from, size_t length) const {
    if (from >= end) return ByteVector();
    length = std::min(length, end - from);
    return decoded ? decoded->mid(unsigned(from), unsigned(length))
                   : view.bytes(from, length);
  }
};

/// The header of a frame: its name, the size of what follows, and whether that is as it was.
struct FrameHeader {
  static size_t size_bytes(unsigned version) { return version == 2 ? 6 : 10; }

  FrameHeader(const Frames &frames, size_t position, unsigned version) {
    ByteVector bytes = frames.bytes(position, size_bytes(version));
    if (bytes.size() < size_bytes(version) || at(bytes, 0) == 0) return;
    name = bytes.mid(0, version == 2 ? 3 : 4);
    if (!is_name(name)) return;
    size = version == 2   ? big_endian(bytes, 3, 3)
           : version == 3 ? big_endian(bytes, 4, 4)
                          : SynchData::toUInt(bytes.mid(4, 4));
    size_t start = position + bytes.size();
    // iTunes wrote plain sizes into v2.4, too; the frame that follows tells.
    if (version == 4 && !begins_frame(frames, start + size)) {
      size_t plain = big_endian(bytes, 4, 4);
      if (begins_frame(frames, start + plain)) size = plain;
    }
    if (version > 2) flags = bytes.mid(8, 2);
    unsigned char format = version > 2 ? at(flags, 1) : 0;
    is_plain = (format & (version == 3 ? 0xe0 : 0x4c)) == 0;
    is_valid = size > 0 && size <= frames.end - std::min(start, frames.end);
  }

  static bool is_name(const ByteVector &bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) {
      return (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    });
  }

  static bool begins_frame(const Frames &frames, size_t position) {
    if (position == frames.end) return true;
    ByteVector name = frames.bytes(position, 4);
    return name.size() == 4 && (at(name, 0) == 0 || is_name(name));
  }

  bool is_wanted(const Wish &wish) const {
    if (wish.pictures) {
      return (name == "APIC" || name == "PIC") && size <= wish.picture_limit + kPictureHeaderBytes;
    }
    return (name[0] == 'T' || name == "WOAS" || name == "WAS") && size <= kTextBytes;
  }

  ByteVector name;
  size_t size = 0;
  ByteVector flags;
  bool is_plain = false;
  bool is_valid = false;
};

}  // namespace

std::optional<SafeHead> safe_id3_tag(FileView &view, size_t offset, const Wish &wish) {
  ByteVector header = view.bytes(offset, 10);
  if (header.size() < 10 || !header.startsWith("ID3")) return std::nullopt;
  unsigned version = at(header, 3);
  unsigned char flags = at(header, 5);
  size_t start = offset + 10;
  size_t size = SynchData::toUInt(header.mid(6, 4));
  SafeHead result{ByteVector(), start + size + (version == 4 && (flags & 0x10) ? 10 : 0)};

  Frames frames{view, start, std::min(start + size, size_t(view.length()))};
  if ((flags & 0x80) && version < 4) {
    if (size > kUnsynchronisedBytes) throw std::length_error("unsynchronised tag");
    frames.decoded = SynchData::decode(view.bytes(start, size));
    frames.position = 0;
    frames.end = frames.decoded->size();
  }
  if ((flags & 0x40) && version > 2) {
    ByteVector extended = frames.bytes(frames.position, 4);
    if (extended.size() < 4) return result;
    frames.position += version == 3 ? 4 + big_endian(extended, 0, 4) : SynchData::toUInt(extended);
  }

  const size_t most = wish.pictures ? kAllPictureBytes : kAllTextBytes;
  ByteVector body;
  for (size_t count = 0; version >= 2 && version <= 4; count++) {
    FrameHeader frame(frames, frames.position, version);
    if (!frame.is_valid) break;
    if (count == kFrames) throw std::length_error("frames");
    size_t content = frames.position + FrameHeader::size_bytes(version);
    if (frame.is_plain && frame.is_wanted(wish)) {
      if (body.size() + frame.size > most) throw std::length_error("frames");
      ByteVector size_bytes = version == 4 ? SynchData::fromUInt(unsigned(frame.size))
                                           : ByteVector::fromUInt(unsigned(frame.size));
      body.append(frame.name);
      body.append(version == 2 ? size_bytes.mid(1) : size_bytes);
      body.append(frame.flags);
      body.append(frames.bytes(content, frame.size));
    }
    frames.position = content + frame.size;
  }
  result.bytes = ByteVector("ID3", 3);
  result.bytes.append(char(version));
  result.bytes.append(char(0));
  result.bytes.append(char(version == 4 ? flags & 0x80 : 0));
  result.bytes.append(SynchData::fromUInt(body.size()));
  result.bytes.append(body);
  return result;
}

SafeHead safe_flac_head(FileView &view, size_t offset, const Wish &wish) {
  enum { kStreamInfo = 0, kComment = 4, kPicture = 6, kLast = 0x80 };
  SafeHead result{ByteVector("fLaC", 4), offset + 4};
  unsigned last_header = 0;
  bool is_last = false;
  for (size_t count = 0; !is_last; count++) {
    ByteVector header = view.bytes(result.end, 4);
    if (header.size() < 4) break;
    if (count == kFrames) throw std::length_error("blocks");
    is_last = at(header, 0) & kLast;
    int kind = at(header, 0) & ~kLast;
    size_t size = big_endian(header, 1, 3);
    if (kind == kComment && size > kCommentBytes) throw std::length_error("comments");
    bool is_wanted = kind == kStreamInfo || kind == kComment;
    if (wish.pictures) {
      is_wanted = kind == kStreamInfo ||
                  (kind == kPicture && size <= wish.picture_limit + kPictureHeaderBytes &&
                   result.bytes.size() + size <= kAllPictureBytes);
    }
    if (is_wanted) {
      last_header = result.bytes.size();
      header[0] = char(kind);
      result.bytes.append(header);
      result.bytes.append(view.bytes(result.end + 4, size));
    }
    result.end += 4 + size;
  }
  if (last_header > 0) result.bytes[int(last_header)] |= char(kLast);
  return result;
}

}  // namespace tonearm
