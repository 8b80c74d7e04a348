#pragma once

#include <taglib/audioproperties.h>
#include <taglib/id3v2tag.h>
#include <taglib/tpropertymap.h>

#include <string>

#include "CTagLib.h"
#include "SafeTag.hpp"

namespace tonearm {

/// One walk through one file: tells the format by its content, and hands on what was wished for.
struct TagWalk {
  const Wish wish;
  const tonearm_take_property take_property;
  const tonearm_take_picture take_picture;
  void *const context;
  tonearm_audio audio = {};

  /// Throws std::length_error for a hostile file, std::system_error where it cannot be read, and
  /// what TagLib throws.
  tonearm_tag_result read(int descriptor);

 private:
  void read_format(FileView &view);
  void read_mpeg(FileView &view, const SafeHead &head);
  void read_flac(FileView &view, size_t offset);
  void read_mp4(FileView &view);
  void read_riff(FileView &view, bool is_aiff);
  template <typename File>
  void read_ogg(FileView &view, tonearm_audio_format format);

  void take_audio(tonearm_audio_format format, const TagLib::AudioProperties *properties);
  void take_all(const TagLib::PropertyMap &properties) const;
  void take_values(const std::string &key, const TagLib::StringList &values) const;
  void take_pictures(TagLib::ID3v2::Tag *tag) const;
  template <typename Pictures>
  void take_pictures(const Pictures &pictures) const;
  void take(const TagLib::ByteVector &picture, bool is_front) const;
};

}  // namespace tonearm
