#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tiersim::models {

/// The maximum number of dimensions of a tensor: the limit of LibTorch's kernels.
constexpr std::size_t kMostDimensions = 64;

/// Reads a binary file from an untrusted source, forwards or by seeking. Never reads or allocates
/// more bytes than the file has left. Every error is one printable line: UserError "path: not a
/// usable <kind>: problem (remedy)".
class InputFile {
 public:
  /// Opens the file `path`. `kind` says in error messages what the file should be, such as
  /// "safetensors file". Throws UserError if the file cannot be read, or if it is a Git LFS pointer
  /// in place of the real file.
  InputFile(std::filesystem::path path, std::string kind);

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  std::uint64_t position() const { return position_; }  ///< where the next read begins, in bytes
  std::uint64_t remaining() const { return size_ - position_; }  ///< bytes from there to the end

  void seek(std::uint64_t position);           ///< sets where the next read begins, in bytes
  void read(void* to, std::uint64_t bytes);    ///< copies the next bytes of the file to `to`
  std::string read_text(std::uint64_t bytes);  ///< returns the next bytes of the file

  /// Reads a number of type `Number` at the read position, little endian. Throws UserError if too
  /// few bytes are left.
  template <typename Number>
  Number read_number() {
    Number number;
    read(&number, sizeof(number));
    return number;
  }

  /// Reads a tensor of the given sizes and type at the read position: contiguous raw elements,
  /// little endian. A bool is a byte 0 or 1. Throws UserError if the file has too few bytes left,
  /// if the shape is impossible, or if memory is too small.
  at::Tensor read_tensor(const std::vector<std::int64_t>& sizes, at::ScalarType type);

  /// Throws UserError "path: not a usable <kind>: problem (remedy)".
  [[noreturn]] void fail(const std::string& problem,
                         const std::string& remedy = "fetch or prepare it again") const;

 private:
  std::filesystem::path path_;
  std::string kind_;
  std::ifstream stream_;
  std::uint64_t size_{0};
  std::uint64_t position_{0};
};

/// Makes a text from a file safe for a terminal: replaces every byte that is not printable ASCII by
/// '?', and everything after 200 characters by "...".
std::string printable(std::string text);

/// Returns the number of elements of a tensor of these sizes. Returns -1 if there are more than 64
/// dimensions, a size is negative, or the product of the sizes that are not 0 is above 2^59.
std::int64_t element_count(const std::vector<std::int64_t>& sizes);

}  // namespace tiersim::models
