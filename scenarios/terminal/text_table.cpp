#include "scenarios/terminal/text_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace tiersim {

std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t first_number,
                       std::size_t end_of_numbers) {
  std::vector<std::size_t> widths(rows[0].size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool right = i >= first_number && i < end_of_numbers;
      line += right ? fmt::format("{:>{}}  ", row[i], widths[i])
                    : fmt::format("{:<{}}  ", row[i], widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string sweep_title(const std::string& path) {
  const std::size_t first = path.find('.');
  return first == std::string::npos ? path : path.substr(first + 1);
}

}  // namespace tiersim
