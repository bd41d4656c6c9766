#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "models/weights/input_file.h"

namespace tiersim::models {

/// Where the bytes of a record of an archive lie in the file.
struct ZipRecord {
  std::uint64_t begin, size;
  std::uint64_t inflated_size;  ///< `size` where it is not compressed
  std::uint32_t crc32;          ///< of the inflated bytes, as the directory has it
  bool deflated;
};

/// The records of a zip archive, by name, as torch.save writes it: stored, not compressed, in one
/// file, sizes of 64 bits where need be. LibTorch's PyTorchStreamReader would allocate whatever
/// size a record claims and inflate what is compressed; this reads nothing but the directory.
/// Checks that the records lie in the file and together are no longer than it; not their CRC-32
/// (torch.save can be told to leave it out). Throws UserError for anything else.
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3.
std::map<std::string, ZipRecord> read_stored_zip(InputFile& input);

/// The same where records may be deflated, as torch.jit.save leaves the code of a module. Inflates
/// nothing.
std::map<std::string, ZipRecord> read_zip_records(InputFile& input);

}  // namespace tiersim::models
