#include "models/data/line_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/error.h"

namespace tiersim::models {

LineReader::LineReader(std::filesystem::path path, std::size_t longest_line, std::string remedy)
    : path_(std::move(path)), remedy_(std::move(remedy)), buffer_(longest_line + 1) {
  // Opening a pipe would block until someone writes to it. A folder can be opened but not read.
  std::error_code error;
  if (std::filesystem::is_regular_file(path_, error)) stream_.open(path_, std::ios::binary);
  if (!stream_.is_open()) {
    throw UserError(fmt::format("{}: cannot be read ({})", path_.string(), remedy_));
  }
}

bool LineReader::next(std::string& line) {
  stream_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  const auto count = static_cast<std::size_t>(stream_.gcount());
  if (count == 0 && stream_.eof()) return false;
  ++line_number_;
  line_begin_ = line_end_;
  line_end_ += count;
  if (stream_.bad()) fail("cannot be read");
  if (stream_.fail()) fail(fmt::format("is longer than {} bytes", buffer_.size() - 1));
  // The count includes the line feed, which the last line may lack.
  line.assign(buffer_.data(), stream_.eof() ? count : count - 1);
  return true;
}

void LineReader::fail(const std::string& problem, const std::string& remedy) const {
  throw UserError(fmt::format("{}:{}: {} ({})", path_.string(),
                              std::max<std::uint64_t>(line_number_, 1), problem, remedy));
}

}  // namespace tiersim::models
