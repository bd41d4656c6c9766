#pragma once

#include "models/weights/input_file.h"

namespace tiersim::models {

/// Checks that every record of a zip archive matches its CRC-32 checksum. LibTorch does not check
/// this, and its parser can crash on damaged code. Records are inflated one at a time, and a
/// compressed record may inflate to at most 100 MB. Throws UserError if the archive is damaged. The
/// read position of `input` is undefined afterwards.
void require_intact_archive(InputFile& input);

}  // namespace tiersim::models
