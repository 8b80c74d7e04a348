#include "CTagLib.h"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "TagWalk.hpp"

namespace {

tonearm_tag_result guarded(int descriptor, tonearm::TagWalk &walk) noexcept {
  try {
    return walk.read(descriptor);
  } catch (const std::length_error &) {
    return TONEARM_TAGS_TOO_LARGE;
  } catch (const std::system_error &error) {
    errno = error.code().value();
    return TONEARM_TAGS_UNREADABLE;
  } catch (...) {
    return TONEARM_TAGS_FAILED;
  }
}

}  // namespace

tonearm_tag_result tonearm_read_tags(
    int descriptor, tonearm_audio *audio, tonearm_take_property take, void *context) {
  tonearm::TagWalk walk{{}, take, nullptr, context};
  tonearm_tag_result result = guarded(descriptor, walk);
  *audio = walk.audio;
  return result;
}

tonearm_tag_result tonearm_read_pictures(
    int descriptor, size_t limit, tonearm_take_picture take, void *context) {
  tonearm::TagWalk walk{{true, limit}, nullptr, take, context};
  return guarded(descriptor, walk);
}
