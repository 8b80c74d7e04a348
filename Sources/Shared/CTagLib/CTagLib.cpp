#include "CTagLib.h"

#include <taglib/apefile.h>
#include <taglib/asffile.h>
#include <taglib/asfpicture.h>
#include <taglib/mpcfile.h>
#include <taglib/tpropertymap.h>
#include <taglib/trueaudiofile.h>
#include <taglib/wavpackfile.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "FileView.hpp"

using TagLib::AudioProperties;
using tonearm::FileView;
using tonearm::ReadLimits;

namespace {

// The sound of these is recognised by a few bytes at its beginning, or by a search backwards from its end.
constexpr ReadLimits kSoundLimits = {512 << 10, 8 << 20};
// Texts and pictures of ASF are in the head; what is read may take twenty times as much in memory.
constexpr ReadLimits kASFLimits = {40 << 20, 48 << 20};
constexpr unsigned kValueLength = 16 << 10;

template <typename Work>
tonearm_tag_result guarded(FileView &view, Work work) noexcept {
  try {
    tonearm_tag_result result = work();
    return view.is_exhausted() ? TONEARM_TAGS_TOO_LARGE : result;
  } catch (const std::length_error &) {
    return TONEARM_TAGS_TOO_LARGE;
  } catch (const std::system_error &error) {
    errno = error.code().value();
    return TONEARM_TAGS_UNREADABLE;
  } catch (...) {
    return TONEARM_TAGS_FAILED;
  }
}

tonearm_tag_result take_audio(const AudioProperties *properties, tonearm_audio *audio) {
  if (!properties || properties->sampleRate() <= 0) return TONEARM_TAGS_NOT_AUDIO;
  *audio = {properties->lengthInMilliseconds(), properties->bitrate()};
  return TONEARM_TAGS_READ;
}

template <typename File>
tonearm_tag_result read_sound(FileView &view, tonearm_audio *audio) {
  File file(&view);
  return take_audio(file.audioProperties(), audio);
}

}  // namespace

tonearm_tag_result tonearm_read_tags(
    int descriptor, size_t start, size_t end, tonearm_kind kind, tonearm_audio *audio,
    tonearm_take_property take, void *context) {
  FileView view(descriptor, start, end, kind == TONEARM_ASF ? kASFLimits : kSoundLimits);
  return guarded(view, [&] {
    switch (kind) {
      case TONEARM_TRUE_AUDIO:
        return read_sound<TagLib::TrueAudio::File>(view, audio);
      case TONEARM_WAVPACK:
        return read_sound<TagLib::WavPack::File>(view, audio);
      case TONEARM_MONKEYS_AUDIO:
        return read_sound<TagLib::APE::File>(view, audio);
      case TONEARM_MUSEPACK:
        return read_sound<TagLib::MPC::File>(view, audio);
      case TONEARM_ASF:
        break;
    }
    TagLib::ASF::File file(&view);
    for (const auto &[key, values] : file.properties()) {
      for (const TagLib::String &value : values) {
        if (value.size() > kValueLength) continue;
        const std::string text = value.to8Bit(true);
        take(context, key.to8Bit(true).c_str(), text.data(), text.size());
      }
    }
    return take_audio(file.audioProperties(), audio);
  });
}

tonearm_tag_result tonearm_read_pictures(
    int descriptor, size_t start, size_t end, size_t limit, tonearm_take_picture take,
    void *context) {
  FileView view(descriptor, start, end, kASFLimits);
  return guarded(view, [&] {
    TagLib::ASF::File file(&view);
    if (!file.tag()) return TONEARM_TAGS_READ;
    for (const TagLib::ASF::Attribute &attribute : file.tag()->attribute("WM/Picture")) {
      const TagLib::ASF::Picture picture = attribute.toPicture();
      const TagLib::ByteVector bytes = picture.picture();
      if (!picture.isValid() || bytes.isEmpty() || bytes.size() > limit) continue;
      take(
          context, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size(),
          picture.type() == TagLib::ASF::Picture::FrontCover);
    }
    return TONEARM_TAGS_READ;
  });
}
