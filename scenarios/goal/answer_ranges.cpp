#include "scenarios/goal/answer_ranges.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/goal/quantity_text.h"

namespace tiersim {
namespace {

/// Ranges of neighbours that meet the goal and that `same` holds together.
template <typename Same>
std::vector<PointRange> joined(const GoalAnswer& answer, Same same) {
  std::vector<PointRange> ranges;
  for (std::size_t i = 0; i < answer.points.size(); ++i) {
    if (!answer.points[i].is_met()) continue;
    if (!ranges.empty() && ranges.back().last + 1 == i &&
        same(answer.points[i - 1], answer.points[i]))
      ranges.back().last = i;
    else
      ranges.push_back({i, i});
  }
  return ranges;
}

}  // namespace

std::vector<PointRange> met_ranges(const GoalAnswer& answer) {
  return joined(answer, [](const PointAnswer&, const PointAnswer&) { return true; });
}

std::vector<PointRange> chosen_ranges(const GoalAnswer& answer) {
  return joined(answer, [](const PointAnswer& a, const PointAnswer& b) {
    return a.chosen->name == b.chosen->name;
  });
}

std::string where(const GoalAnswer& answer, const PointRange& range) {
  const std::string& title = answer.along.title;
  if (title.empty()) return "";
  const auto value = [&](std::size_t i) {
    return quantity_text(answer.points[i].value, answer.along.unit);
  };
  const bool starts = range.first == 0, ends = range.last + 1 == answer.points.size();
  if (starts && ends && range.first != range.last) return " at every " + title;
  if (ends && !starts) return fmt::format(" from {} {} on", title, value(range.first));
  if (starts && !ends) return fmt::format(" up to {} {}", title, value(range.last));
  if (range.first == range.last) return fmt::format(" at {} {}", title, value(range.first));
  return fmt::format(" from {} {} to {}", title, value(range.first), value(range.last));
}

Sureness worst_of(const GoalAnswer& answer, const PointRange& range) {
  Sureness worst = Sureness::surely;
  for (std::size_t i = range.first; i <= range.last; ++i)
    if (answer.points[i].is_met()) worst = std::max(worst, answer.points[i].sureness);
  return worst;
}

}  // namespace tiersim
