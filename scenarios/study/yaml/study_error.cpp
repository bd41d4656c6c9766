#include "scenarios/study/yaml/study_error.h"

#include <fmt/format.h>

#include <algorithm>

namespace tiersim {
namespace {

constexpr const char* kWhole = "study";  // the path of the file as a whole

std::string place(const std::string& file, const YAML::Mark& mark) {
  return fmt::format("{}:{}:{}", file, std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1);
}

}  // namespace

StudyError::StudyError(const std::string& file, const YAML::Mark& mark, const std::string& path,
                       const std::string& problem)
    : UserError(fmt::format("{}: {}: {}", place(file, mark),
                            path.empty() ? kWhole : printable(path), problem)) {}

std::string printable(const std::string& text) {
  std::string result;
  for (const char c : text.substr(0, 60))
    result += static_cast<unsigned char>(c) < 32 || c == 127 ? '?' : c;
  return text.size() > 60 ? result + "..." : result;
}

}  // namespace tiersim
