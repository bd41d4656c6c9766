#include "models/weights/input_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/regular_file.h"

namespace tiersim::models {
namespace {

constexpr std::string_view kLfsPointer = "version https://git-lfs";
constexpr std::int64_t kMostElements = std::int64_t{1} << 59;  // its bytes still fit an int64
constexpr std::size_t kLongestProblem = 200;

}  // namespace

std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  if (text.size() > kLongestProblem) text.replace(kLongestProblem, std::string::npos, "...");
  return text;
}

InputFile::InputFile(std::filesystem::path path, std::string kind)
    : path_(std::move(path)), kind_(std::move(kind)) {
  if (const std::string problem = why_not_a_file(path_); !problem.empty())
    throw UserError(fmt::format("{}: {}", path_.string(), problem));
  stream_.open(path_, std::ios::binary);
  std::error_code error;
  size_ = std::filesystem::file_size(path_, error);
  if (error || !stream_)
    throw UserError(fmt::format("{}: cannot be read (does it exist?)", path_.string()));
  if (size_ >= kLfsPointer.size()) {
    if (read_text(kLfsPointer.size()) == kLfsPointer)
      fail("it is only a Git LFS pointer", "fetch the file itself: git lfs pull");
    seek(0);
  }
}

void InputFile::seek(std::uint64_t position) {
  if (position > size_) fail("an offset outside the file");
  stream_.seekg(static_cast<std::streamoff>(position));
  position_ = position;
}

void InputFile::read(void* to, std::uint64_t bytes) {
  if (bytes > remaining()) fail("it is truncated");
  stream_.read(static_cast<char*>(to), static_cast<std::streamsize>(bytes));
  if (!stream_) fail("it is truncated, or the disk fails");
  position_ += bytes;
}

std::string InputFile::read_text(std::uint64_t bytes) {
  if (bytes > remaining()) fail("it is truncated");
  std::string text(bytes, '\0');
  read(text.data(), bytes);
  return text;
}

at::Tensor InputFile::read_tensor(const std::vector<std::int64_t>& sizes, at::ScalarType type) {
  const std::int64_t count = element_count(sizes);
  if (count < 0) fail("an impossible shape");
  const std::uint64_t bytes = static_cast<std::uint64_t>(count) * c10::elementSize(type);
  if (bytes > remaining()) fail("it is truncated");
  at::Tensor tensor;
  try {
    tensor = at::empty(sizes, type);
  } catch (const c10::Error&) {
    fail(fmt::format("{} bytes do not fit into memory", bytes), "use a machine with more");
  }
  auto* data = static_cast<std::uint8_t*>(tensor.data_ptr());
  read(data, bytes);
  if (type == at::kBool && std::any_of(data, data + bytes, [](std::uint8_t b) { return b > 1; }))
    fail("a bool that is neither 0 nor 1");
  return tensor;
}

void InputFile::fail(const std::string& problem, const std::string& remedy) const {
  throw UserError(fmt::format("{}: not a usable {}: {} ({})", path_.string(), kind_,
                              printable(problem), remedy));
}

std::int64_t element_count(const std::vector<std::int64_t>& sizes) {
  if (sizes.size() > kMostDimensions) return -1;
  std::int64_t product = 1;
  for (const std::int64_t size : sizes) {
    if (size < 0 || product > kMostElements / std::max<std::int64_t>(size, 1)) return -1;
    product *= std::max<std::int64_t>(size, 1);
  }
  return std::count(sizes.begin(), sizes.end(), 0) ? 0 : product;
}

}  // namespace tiersim::models
