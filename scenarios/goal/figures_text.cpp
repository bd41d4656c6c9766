#include "scenarios/goal/figures_text.h"

#include <fmt/format.h>

#include <cmath>

#include "scenarios/goal/quantity_text.h"

namespace tiersim {
namespace {

constexpr int kDigits = 4, kMostDigits = 12;

std::string missing_of(const Criterion& criterion, double value) {
  if (std::isnan(value)) return criterion.name + " is unknown";
  if (std::isinf(value))
    return fmt::format("too few requests are answered for a {}", criterion.name);
  std::string is, wanted;
  for (int digits = kDigits; digits <= kMostDigits && is == wanted; ++digits) {
    is = figure_text(value, criterion.unit, digits);
    wanted = figure_text(criterion.limit, criterion.unit, digits);
  }
  return fmt::format("{} is {} instead of {}", criterion.name, is, wanted);
}

}  // namespace

std::string goal_text(const std::vector<Criterion>& criteria) {
  std::string text;
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    const char* const joint = i == 0 ? "" : i + 1 == criteria.size() ? " and " : ", ";
    text += fmt::format("{}{} at {} {}", joint, criteria[i].name,
                        criteria[i].is_least ? "least" : "most",
                        figure_text(criteria[i].limit, criteria[i].unit));
  }
  return text;
}

std::string figures_text(const GoalCandidate& first, const GoalCandidate& last,
                         const std::vector<Criterion>& criteria) {
  std::string text;
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    const std::string from = figure_text(first.figures[i].value, criteria[i].unit);
    const std::string to = figure_text(last.figures[i].value, criteria[i].unit);
    text += fmt::format("{}{} {}{}", i == 0 ? "" : ", ", criteria[i].name, from,
                        to == from ? "" : " to " + to);
  }
  return text;
}

std::string missing_text(const GoalCandidate& candidate, const std::vector<Criterion>& criteria) {
  std::vector<std::string> lacks;
  for (std::size_t i = 0; i < criteria.size(); ++i)
    if (!reaches(criteria[i], candidate.figures[i].value))
      lacks.push_back(missing_of(criteria[i], candidate.figures[i].value));
  return fmt::format("{}", fmt::join(lacks, ", "));
}

}  // namespace tiersim
