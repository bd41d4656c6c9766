#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "models/weights/input_file.h"

namespace tiersim::models {

/// Where the content of one record (member file) of a zip archive is in the archive's file.
struct ZipRecord {
  std::uint64_t begin, size;    ///< position and stored length in the file, in bytes
  std::uint64_t inflated_size;  ///< length after decompression, in bytes; `size` if not compressed
  std::uint32_t crc32;          ///< checksum of the decompressed bytes, as the directory says
  bool deflated;                ///< whether the record is compressed
};

/// Lists the records of a zip archive, by name, in the form that torch.save writes: not compressed,
/// in one file, with sizes of 64 bits if needed. Reads only the archive's directory and the header
/// of each record. LibTorch's PyTorchStreamReader is not used, because it would allocate any size
/// that a record claims, and inflate compressed records.
///
/// Checks that the records lie inside the file and that their total size is at most the file's.
/// Does not check CRC-32, because torch.save can leave it out. Throws UserError for any other
/// archive.
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3.
std::map<std::string, ZipRecord> read_stored_zip(InputFile& input);

/// Lists the records of a zip archive, by name. It reads and checks as read_stored_zip() does, but
/// also accepts records that are deflated, as the code in a file of torch.jit.save is. Inflates
/// nothing. Throws UserError for any other archive.
std::map<std::string, ZipRecord> read_zip_records(InputFile& input);

}  // namespace tiersim::models
