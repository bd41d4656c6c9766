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

/// A file that nobody vouches for, read front to back or by seeking. It knows how many bytes it
/// holds and refuses to read, or to allocate for, more. Every complaint is one printable line:
/// UserError "path: not a usable <kind>: problem (remedy)".
class InputFile {
 public:
  /// `kind` says in messages what the file should be, "safetensors file". Throws UserError where
  /// `path` is no file that can be read, or is a Git LFS pointer instead of the file.
  InputFile(std::filesystem::path path, std::string kind);

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  std::uint64_t position() const { return position_; }
  std::uint64_t remaining() const { return size_ - position_; }

  void seek(std::uint64_t position);
  void read(void* to, std::uint64_t bytes);
  std::string read_text(std::uint64_t bytes);

  /// A number as it lies in the file, little endian.
  template <typename Number>
  Number read_number() {
    Number number;
    read(&number, sizeof(number));
    return number;
  }

  /// A contiguous tensor of raw little-endian elements; a bool is a byte 0 or 1.
  at::Tensor read_tensor(const std::vector<std::int64_t>& sizes, at::ScalarType type);

  [[noreturn]] void fail(const std::string& problem,
                         const std::string& remedy = "fetch or prepare it again") const;

 private:
  std::filesystem::path path_;
  std::string kind_;
  std::ifstream stream_;
  std::uint64_t size_{0};
  std::uint64_t position_{0};
};

/// Names from a file may hold anything: what reaches the terminal is short and plain.
std::string printable(std::string text);

/// The number of elements of a tensor of at most 64 dimensions; -1 where a size is negative, there
/// are more dimensions, or the product would overflow (sizes of 0 count as 1 in that).
std::int64_t element_count(const std::vector<std::int64_t>& sizes);

}  // namespace tiersim::models
