#pragma once

#include "models/weights/input_file.h"

namespace tiersim::models {

/// Checks every record of a zip archive against its CRC-32. LibTorch does not check it, and its
/// parser can crash on damaged code. Inflates one record at a time, at most 100 MB of it. Throws
/// UserError if the archive is damaged. The file's position is undefined afterwards.
void require_intact_archive(InputFile& input);

}  // namespace tiersim::models
