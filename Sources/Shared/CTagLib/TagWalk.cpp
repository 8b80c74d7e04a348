#include "TagWalk.hpp"

#include <taglib/attachedpictureframe.h>
#include <taglib/flacfile.h>
#include <taglib/infotag.h>
#include <taglib/mp4file.h>
#include <taglib/mpegfile.h>
#include <taglib/opusfile.h>
#include <taglib/vorbisfile.h>

#include "OggComments.hpp"
#include "RIFFChunks.hpp"

using TagLib::ByteVector;
using TagLib::PropertyMap;

namespace tonearm {

namespace {

constexpr ReadLimits kOwnLimits = {16 << 20, 64 << 20};
// What TagLib reads itself may take twenty times as much in memory.
constexpr ReadLimits kTailLimits = {512 << 10, 8 << 20};
constexpr ReadLimits kOggLimits = {1 << 20, 24 << 20};
constexpr ReadLimits kMP4Limits = {10 << 20, 16 << 20};
constexpr unsigned kValueLength = 16 << 10;

// TagLib 2 moved the frame factory to the end.
#if TAGLIB_MAJOR_VERSION < 2
template <typename File>
struct Opened : File {
  explicit Opened(FileView &view) : File(&view, TagLib::ID3v2::FrameFactory::instance()) {}
};
#else
template <typename File>
struct Opened : File {
  explicit Opened(FileView &view) : File(&view) {}
};
#endif

}  // namespace

tonearm_tag_result TagWalk::read(int descriptor) {
  FileView view(descriptor, kOwnLimits);
  read_format(view);
  if (view.is_exhausted()) return TONEARM_TAGS_TOO_LARGE;
  return audio.format != 0 ? TONEARM_TAGS_READ : TONEARM_TAGS_NOT_AUDIO;
}

void TagWalk::read_format(FileView &view) {
  ByteVector start = view.bytes(0, 512);
  if (start.size() < 32) return;
  if (start.startsWith("OggS")) {
    unsigned packet = 27 + static_cast<unsigned char>(start[26]);
    if (start.containsAt("OpusHead", packet)) {
      read_ogg<TagLib::Ogg::Opus::File>(view, TONEARM_FORMAT_OPUS);
    } else if (start.containsAt("\x01vorbis", packet)) {
      read_ogg<TagLib::Vorbis::File>(view, TONEARM_FORMAT_OGG);
    }
  } else if (start.containsAt("ftyp", 4)) {
    read_mp4(view);
  } else if (start.startsWith("RIFF") && start.containsAt("WAVE", 8)) {
    read_riff(view, false);
  } else if (start.startsWith("FORM") && start.containsAt("AIF", 8)) {
    read_riff(view, true);
  } else {
    std::optional<SafeHead> tag = safe_id3_tag(view, 0, wish);
    size_t offset = tag ? tag->end : 0;
    if (view.bytes(offset, 4) == "fLaC") {
      read_flac(view, offset);
    } else {
      // With a tag at its start, TagLib does not search the file for another.
      read_mpeg(view, tag.value_or(SafeHead{ByteVector("ID3\4\0\0\0\0\0\0", 10), 0}));
    }
  }
}

void TagWalk::read_mpeg(FileView &view, const SafeHead &head) {
  view.replace_head(head.bytes, head.end);
  view.limit(kTailLimits);
  Opened<TagLib::MPEG::File> file(view);
  take_audio(TONEARM_FORMAT_MP3, file.audioProperties());
  if (wish.pictures) take_pictures(file.ID3v2Tag());
  else take_all(file.properties());
}

void TagWalk::read_flac(FileView &view, size_t offset) {
  SafeHead head = safe_flac_head(view, offset, wish);
  view.replace_head(head.bytes, head.end);
  view.limit(kTailLimits);
  Opened<TagLib::FLAC::File> file(view);
  take_audio(TONEARM_FORMAT_FLAC, file.audioProperties());
  if (wish.pictures) take_pictures(file.pictureList());
  else take_all(file.properties());
}

void TagWalk::read_mp4(FileView &view) {
  view.limit(kMP4Limits);
  TagLib::MP4::File file(&view);
  take_audio(TONEARM_FORMAT_M4A, file.audioProperties());
  if (!file.tag()) return;
  if (!wish.pictures) {
    take_all(file.properties());
    // TagLib 1 has no properties for names that are not its own.
    for (const char *name : {"PURL", "TONEARM_DOWNLOAD_ID"}) {
      std::string key = std::string("----:com.apple.iTunes:") + name;
      take_values(name, file.tag()->item(key).toStringList());
    }
    return;
  }
  bool is_first = true;
  for (const TagLib::MP4::CoverArt &cover : file.tag()->item("covr").toCoverArtList()) {
    take(cover.data(), is_first);
    is_first = false;
  }
}

template <typename File>
void TagWalk::read_ogg(FileView &view, tonearm_audio_format format) {
  check_ogg_comments(view);
  view.limit(kOggLimits);
  File file(&view);
  take_audio(format, file.audioProperties());
  if (!file.tag()) return;
  if (wish.pictures) take_pictures(file.tag()->pictureList());
  else take_all(file.properties());
}

void TagWalk::read_riff(FileView &view, bool is_aiff) {
  RIFFChunks chunks(view, is_aiff);
  if (chunks.bitrate_kbps <= 0) return;
  audio = {is_aiff ? TONEARM_FORMAT_AIFF : TONEARM_FORMAT_WAV, chunks.duration_milliseconds,
           chunks.bitrate_kbps};
  PropertyMap properties;
  if (std::optional<SafeHead> tag = safe_id3_tag(view, chunks.tag_offset, wish)) {
    view.replace_head(tag->bytes, size_t(view.length()));
    Opened<TagLib::MPEG::File> file(view);
    if (wish.pictures) take_pictures(file.ID3v2Tag());
    properties.merge(file.properties());
  }
  if (wish.pictures) return;
  for (const auto &[key, values] : TagLib::RIFF::Info::Tag(chunks.info).properties()) {
    if (!properties.contains(key)) properties.insert(key, values);
  }
  take_all(properties);
}

void TagWalk::take_audio(tonearm_audio_format format, const TagLib::AudioProperties *properties) {
  if (!properties || properties->sampleRate() <= 0) return;
  audio = {format, properties->lengthInMilliseconds(), properties->bitrate()};
}

void TagWalk::take_all(const PropertyMap &properties) const {
  for (const auto &[key, values] : properties) take_values(key.to8Bit(true), values);
}

void TagWalk::take_values(const std::string &key, const TagLib::StringList &values) const {
  for (const TagLib::String &value : values) {
    if (value.size() > kValueLength) continue;
    std::string text = value.to8Bit(true);
    take_property(context, key.c_str(), text.data(), text.size());
  }
}

void TagWalk::take_pictures(TagLib::ID3v2::Tag *tag) const {
  if (!tag) return;
  for (TagLib::ID3v2::Frame *frame : tag->frameList("APIC")) {
    if (auto *picture = dynamic_cast<TagLib::ID3v2::AttachedPictureFrame *>(frame)) {
      take(picture->picture(), picture->type() == TagLib::ID3v2::AttachedPictureFrame::FrontCover);
    }
  }
}

template <typename Pictures>
void TagWalk::take_pictures(const Pictures &pictures) const {
  for (TagLib::FLAC::Picture *picture : pictures) {
    take(picture->data(), picture->type() == TagLib::FLAC::Picture::FrontCover);
  }
}

void TagWalk::take(const ByteVector &picture, bool is_front) const {
  if (picture.isEmpty() || picture.size() > wish.picture_limit) return;
  take_picture(
      context, reinterpret_cast<const unsigned char *>(picture.data()), picture.size(), is_front);
}

}  // namespace tonearm
