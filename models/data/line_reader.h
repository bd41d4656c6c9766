#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tiersim::models {

/// Reads a text file line by line, in bounded memory, and knows how to complain of the line it is
/// at. `remedy` is what a complaint advises unless it has a better one.
class LineReader {
 public:
  /// Throws UserError where `path` is not a regular file that can be read.
  LineReader(std::filesystem::path path, std::size_t longest_line, std::string remedy);

  /// The next line without its line feed; false at the end of the file. Throws UserError where the
  /// line is longer than `longest_line` bytes or the disk fails.
  bool next(std::string& line);

  /// How many bytes precede the line last read.
  std::uint64_t line_begin() const { return line_begin_; }

  /// Throws UserError: "path:line: problem (remedy)", of the line last read (of an empty file,
  /// the first).
  [[noreturn]] void fail(const std::string& problem) const { fail(problem, remedy_); }
  [[noreturn]] void fail(const std::string& problem, const std::string& remedy) const;

 private:
  std::filesystem::path path_;
  std::string remedy_;
  std::ifstream stream_;
  std::vector<char> buffer_;
  std::uint64_t line_number_{0};
  std::uint64_t line_begin_{0};
  std::uint64_t line_end_{0};
};

}  // namespace tiersim::models
