#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tiersim::models {

/// Reads a text file line by line in bounded memory. Its errors name the line that was read last.
class LineReader {
 public:
  /// Opens the file. `longest_line` is the maximum length of a line in bytes. `remedy` is the
  /// remedy that error messages give, unless fail() is called with another one. Throws UserError if
  /// `path` is not a regular file that can be read.
  LineReader(std::filesystem::path path, std::size_t longest_line, std::string remedy);

  /// Reads the next line into `line`, without its line feed. Returns false at the end of the file.
  /// Throws UserError if the line is longer than `longest_line` bytes or the disk fails.
  bool next(std::string& line);

  /// The position where the line that was read last begins, in bytes from the start of the file.
  std::uint64_t line_begin() const { return line_begin_; }

  /// Throws UserError "path:line: problem (remedy)" for the line that was read last, or for line 1
  /// if no line was read. If no remedy is given, it is that of the constructor.
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
