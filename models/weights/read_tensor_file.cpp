#include "models/weights/read_tensor_file.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "models/weights/input_file.h"
#include "models/weights/pth.h"

namespace tiersim::models {
namespace {

constexpr std::string_view kZipBegin("PK\3\4", 4);
constexpr std::string_view kPickleBegin("\x80\x02", 2);
constexpr std::size_t kHeaderLength = 8;  // bytes of a safetensors file before its "{"

bool begins_with(const std::string& bytes, std::string_view begin) {
  return bytes.compare(0, begin.size(), begin) == 0;
}

/// The name decides about a file whose first bytes tell nothing, so that the error suits the name.
bool is_named_safetensors(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return extension == ".safetensors";
}

}  // namespace

TensorFile read_tensor_file(const std::filesystem::path& path) {
  InputFile input(path, "file of weights");
  const std::string begin =
      input.read_text(std::min<std::uint64_t>(input.size(), kHeaderLength + 1));
  const bool is_json = begin.size() > kHeaderLength && begin[kHeaderLength] == '{';
  if (begins_with(begin, kZipBegin)) return read_pth(path);
  if (is_json) return read_safetensors(path);
  if (begins_with(begin, kPickleBegin)) return read_pth(path);
  return is_named_safetensors(path) ? read_safetensors(path) : read_pth(path);
}

}  // namespace tiersim::models
