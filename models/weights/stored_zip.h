#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "models/weights/input_file.h"

namespace tiersim::models {

/// The place of a record of a zip archive in its file.
struct ZipRecord {
  std::uint64_t begin, size;
  std::uint64_t inflated_size;  ///< equal to `size` if not compressed
  std::uint32_t crc32;          ///< of the inflated bytes, as the directory says
  bool deflated;
};

/// The records of a zip archive, by name, in the form that torch.save writes: not compressed, in
/// one file, with sizes of 64 bits if needed. Reads only the archive's directory. LibTorch's
/// PyTorchStreamReader would allocate any size that a record claims, and inflate compressed
/// records.
///
/// Checks that the records lie inside the file and that their total size is at most the file's.
/// Does not check CRC-32, because torch.save can leave it out. Throws UserError for any other
/// archive.
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3.
std::map<std::string, ZipRecord> read_stored_zip(InputFile& input);

/// The same, but records may also be deflated, as the code in a file of torch.jit.save is. Inflates
/// nothing.
std::map<std::string, ZipRecord> read_zip_records(InputFile& input);

}  // namespace tiersim::models
