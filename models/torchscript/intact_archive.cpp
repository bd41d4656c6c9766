#include "models/torchscript/intact_archive.h"

#include <boost/crc.hpp>
#include <boost/iostreams/device/array.hpp>
#include <boost/iostreams/filter/zlib.hpp>
#include <boost/iostreams/filtering_stream.hpp>
#include <string>

#include "models/weights/stored_zip.h"

namespace tiersim::models {
namespace {

// Compressed records are code. The code of torchvision's largest models is less than 2 MB.
constexpr std::uint64_t kMostInflated = 100'000'000;

/// Inflates raw deflate data, RFC 1951. Damaged data give a shorter result.
std::string inflate(const std::string& bytes, std::uint64_t size) {
  boost::iostreams::zlib_params raw;
  raw.noheader = true;
  boost::iostreams::filtering_istream stream;
  stream.push(boost::iostreams::zlib_decompressor(raw));
  stream.push(boost::iostreams::array_source(bytes.data(), bytes.size()));
  std::string result(size, '\0');
  stream.read(result.data(), static_cast<std::streamsize>(size));
  result.resize(static_cast<std::size_t>(stream.gcount()));
  return result;
}

}  // namespace

void require_intact_archive(InputFile& input) {
  for (const auto& [name, record] : read_zip_records(input)) {
    if (record.deflated && record.inflated_size > kMostInflated)
      input.fail("\"" + name + "\" would inflate to more than 100 MB");
    input.seek(record.begin);
    std::string bytes = input.read_text(record.size);
    if (record.deflated) bytes = inflate(bytes, record.inflated_size);
    boost::crc_32_type sum;
    sum.process_bytes(bytes.data(), bytes.size());
    if (bytes.size() != record.inflated_size || sum.checksum() != record.crc32)
      input.fail("\"" + name + "\" is damaged");
  }
}

}  // namespace tiersim::models
