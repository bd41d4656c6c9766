#pragma once

#include "models/weights/input_file.h"

namespace tiersim::models {

/// Holds every record of a zip archive against its CRC-32: LibTorch does not, and its parser can
/// crash on code that is damaged. Inflates one record at a time, 100 MB of it at most. Throws
/// UserError for a damaged archive, and leaves the file at an undefined position.
void require_intact_archive(InputFile& input);

}  // namespace tiersim::models
