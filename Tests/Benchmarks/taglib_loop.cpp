// What reading the tags of all files costs at least: TagLib, one file after the other, nothing kept.

#include <taglib/fileref.h>
#include <taglib/tag.h>

#include <cstdio>
#include <filesystem>

int main(int, char **arguments) {
  size_t files = 0, characters = 0;
  for (const auto &entry : std::filesystem::recursive_directory_iterator(arguments[1])) {
    if (!entry.is_regular_file()) continue;
    TagLib::FileRef file(entry.path().c_str());
    if (file.isNull() || !file.tag() || !file.audioProperties()) continue;
    files += 1;
    characters += file.tag()->title().size() + file.audioProperties()->lengthInMilliseconds() % 2;
  }
  std::printf("%zu files\n", files);
  return characters == 0;
}
