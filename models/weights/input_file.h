#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tiersim::models {

/// A tensor may have this many dimensions: the limit of LibTorch's kernels.
constexpr std::size_t kMostDimensions = 64;

/// A file from an untrusted source. Reads forwards or by seeking. Never reads or allocates more
/// bytes than the file has left. Every error is one printable line: UserError "path: not a usable
/// <kind>: problem (remedy)".
class InputFile {
 public:
  /// `kind` is the kind of file that errors name, such as "safetensors file". Throws UserError if
  /// `path` cannot be read, or if it is a Git LFS pointer in place of the file.
  InputFile(std::filesystem::path path, std::string kind);

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  std::uint64_t position() const { return position_; }
  std::uint64_t remaining() const { return size_ - position_; }

  void seek(std::uint64_t position);
  void read(void* to, std::uint64_t bytes);
  std::string read_text(std::uint64_t bytes);

  /// The next number in the file, little endian.
  template <typename Number>
  Number read_number() {
    Number number;
    read(&number, sizeof(number));
    return number;
  }

  /// The next tensor in the file: contiguous raw elements, little endian. A bool is a byte 0 or 1.
  at::Tensor read_tensor(const std::vector<std::int64_t>& sizes, at::ScalarType type);

  /// Throws the UserError described above.
  [[noreturn]] void fail(const std::string& problem,
                         const std::string& remedy = "fetch or prepare it again") const;

 private:
  std::filesystem::path path_;
  std::string kind_;
  std::ifstream stream_;
  std::uint64_t size_{0};
  std::uint64_t position_{0};
};

/// Makes a text from a file safe for a terminal: replaces unprintable characters by '?' and cuts it
/// at 200 characters.
std::string printable(std::string text);

/// The number of elements of a tensor. -1 if there are more than 64 dimensions, a size is negative,
/// or the product of the sizes that are not 0 is too large.
std::int64_t element_count(const std::vector<std::int64_t>& sizes);

}  // namespace tiersim::models
