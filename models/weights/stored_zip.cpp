#include "models/weights/stored_zip.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace tiersim::models {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50, kCentralHeader = 0x02014b50, kEnd = 0x06054b50,
                        kEnd64 = 0x06064b50, kLocator64 = 0x07064b50;
constexpr std::uint64_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22, kEnd64Size = 56,
                        kLocator64Size = 20;
constexpr std::uint64_t kLongestComment = 0xffff;
constexpr std::uint32_t kIn64 = 0xffffffff;  // means that the number is in the 64-bit part
constexpr std::uint16_t kExtra64 = 1;
constexpr std::uint64_t kStored = 0, kDeflated = 8;

struct Directory {
  std::uint64_t begin, size;
};

/// Reads numbers at fixed places of a part of the file.
class Piece {
 public:
  Piece(const InputFile& input, std::string_view bytes) : input_(input), bytes_(bytes) {}

  template <typename Number>
  Number at(std::uint64_t place) const {
    Number number;
    std::memcpy(&number, slice(place, sizeof(number)).data(), sizeof(number));
    return number;
  }
  std::uint64_t u16(std::uint64_t place) const { return at<std::uint16_t>(place); }
  std::uint64_t u32(std::uint64_t place) const { return at<std::uint32_t>(place); }
  std::uint64_t u64(std::uint64_t place) const { return at<std::uint64_t>(place); }
  std::string_view slice(std::uint64_t place, std::uint64_t size) const {
    if (place > bytes_.size() || size > bytes_.size() - place)
      input_.fail("a truncated zip header");
    return bytes_.substr(place, size);
  }

 private:
  const InputFile& input_;
  std::string_view bytes_;
};

std::string text_at(InputFile& input, std::uint64_t place, std::uint64_t size) {
  input.seek(place);
  return input.read_text(size);
}

/// The position of the end record. It is at the end of the file, before a comment whose length it
/// has.
std::uint64_t find_end(InputFile& input) {
  const std::uint64_t reach = std::min(input.size(), kEndSize + kLongestComment);
  const std::string tail = text_at(input, input.size() - reach, reach);
  for (std::uint64_t back = kEndSize; back <= reach; ++back) {
    const Piece end(input, std::string_view(tail).substr(reach - back));
    if (end.u32(0) == kEnd && end.u16(20) == back - kEndSize) return input.size() - back;
  }
  input.fail("a zip archive without an end record: it is truncated");
}

Directory find_directory(InputFile& input) {
  const std::uint64_t place = find_end(input);
  const std::string bytes = text_at(input, place, kEndSize);
  const Piece end(input, bytes);
  if (place >= kLocator64Size) {
    const std::string locator_bytes = text_at(input, place - kLocator64Size, kLocator64Size);
    const Piece locator(input, locator_bytes);
    if (locator.u32(0) == kLocator64) {
      const std::string end64_bytes = text_at(input, locator.u64(8), kEnd64Size);
      const Piece end64(input, end64_bytes);
      if (end64.u32(0) != kEnd64) input.fail("a zip archive without its 64-bit end record");
      return {end64.u64(48), end64.u64(40)};
    }
  }
  return {end.u32(16), end.u32(12)};
}

/// Replaces the numbers of an entry that did not fit 32 bits. Their 64-bit values have a fixed
/// order.
void widen(const Piece& extra, std::uint64_t length, std::uint64_t& size, std::uint64_t& stored,
           std::uint64_t& offset) {
  for (std::uint64_t at = 0; at + 4 <= length; at += 4 + extra.u16(at + 2)) {
    if (extra.u16(at) != kExtra64) continue;
    std::uint64_t field = at + 4;
    for (std::uint64_t* number : {&size, &stored, &offset}) {
      if (*number != kIn64) continue;
      *number = extra.u64(field);
      field += sizeof(*number);
    }
    return;
  }
}

/// The position where the content of a record begins.
std::uint64_t locate(InputFile& input, std::uint64_t offset, std::uint64_t size,
                     std::uint64_t limit) {
  const std::string bytes = text_at(input, offset, kLocalSize);
  const Piece local(input, bytes);
  if (local.u32(0) != kLocalHeader) input.fail("a zip record without a header");
  const std::uint64_t begin = offset + kLocalSize + local.u16(26) + local.u16(28);
  if (begin > limit || size > limit - begin) input.fail("a zip record that leaves the file");
  return begin;
}

}  // namespace

std::map<std::string, ZipRecord> read_zip_records(InputFile& input) {
  const Directory directory = find_directory(input);
  const std::string bytes = text_at(input, directory.begin, directory.size);
  const Piece central(input, bytes);
  std::map<std::string, ZipRecord> records;
  std::uint64_t total = 0;
  for (std::uint64_t at = 0; at < directory.size;) {
    if (central.u32(at) != kCentralHeader) input.fail("a zip whose directory is damaged");
    std::uint64_t stored = central.u32(at + 20), size = central.u32(at + 24);
    std::uint64_t offset = central.u32(at + 42);
    const std::uint64_t name_size = central.u16(at + 28), extra_size = central.u16(at + 30);
    const std::string name(central.slice(at + kCentralSize, name_size));
    const std::string_view extra = central.slice(at + kCentralSize + name_size, extra_size);
    widen(Piece(input, extra), extra_size, size, stored, offset);
    const std::uint64_t method = central.u16(at + 10);
    if ((method != kStored && method != kDeflated) || (method == kStored && stored != size) ||
        (central.u16(at + 8) & 1) != 0)
      input.fail("\"" + name + "\" is compressed or encrypted", "save it with torch.save");
    const ZipRecord record{locate(input, offset, stored, directory.begin), stored, size,
                           central.at<std::uint32_t>(at + 16), method == kDeflated};
    total += record.size;  // cannot overflow: each size is at most the file's
    if (total > input.size()) input.fail("zip records that overlap");
    if (!records.emplace(name, record).second) input.fail("\"" + name + "\" occurs twice");
    at += kCentralSize + name_size + extra_size + central.u16(at + 32);
  }
  return records;
}

std::map<std::string, ZipRecord> read_stored_zip(InputFile& input) {
  std::map<std::string, ZipRecord> records = read_zip_records(input);
  for (const auto& [name, record] : records) {
    if (record.deflated)
      input.fail("\"" + name + "\" is compressed or encrypted", "save it with torch.save");
  }
  return records;
}

}  // namespace tiersim::models
