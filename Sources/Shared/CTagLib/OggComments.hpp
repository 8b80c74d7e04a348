#pragma once

#include "FileView.hpp"

namespace tonearm {

/// Throws std::length_error where the Ogg file has more comments than any honest one: in memory
/// each takes a hundred times what it takes in the file. Throws, too, where they cannot be counted.
void check_ogg_comments(FileView &view);

}  // namespace tonearm
