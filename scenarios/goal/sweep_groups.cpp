#include "scenarios/goal/sweep_groups.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "scenarios/goal/quantity_text.h"

namespace tiersim {
namespace {

bool is_missing(const SweptCell& cell) {
  const double* const number = std::get_if<double>(&cell);
  return number ? std::isnan(*number) : std::get<std::string>(cell).empty();
}

std::string cell_text(const SweptCell& cell, const std::string& unit) {
  if (is_missing(cell)) return "not swept";
  const double* const number = std::get_if<double>(&cell);
  return number ? quantity_text(*number, unit) : std::get<std::string>(cell);
}

/// The number of different values of a column that can be chosen as `along`; 0 if it cannot.
std::size_t count_values(const CandidateTable& table, std::size_t column) {
  if (table.columns[column].unit.empty() || table.columns[column].title == "seed") return 0;
  std::set<double> values;
  for (const GoalCandidate& candidate : table.candidates) {
    if (is_missing(candidate.swept[column])) return 0;
    values.insert(std::get<double>(candidate.swept[column]));
  }
  return values.size();
}

/// Whether each value of the column `along` comes with one value of the column `other`.
bool is_tied(const CandidateTable& table, std::size_t along, std::size_t other) {
  std::map<double, const SweptCell*> seen;
  for (const GoalCandidate& candidate : table.candidates) {
    if (is_missing(candidate.swept[other])) return false;
    const auto [at, is_new] =
        seen.emplace(std::get<double>(candidate.swept[along]), &candidate.swept[other]);
    if (!is_new && !(*at->second == candidate.swept[other])) return false;
  }
  return true;
}

std::vector<std::size_t> held_columns(const CandidateTable& table,
                                      std::optional<std::size_t> along) {
  std::vector<std::size_t> held;
  for (std::size_t column = 0; column < table.columns.size(); ++column)
    if (!along || (column != *along && !is_tied(table, *along, column))) held.push_back(column);
  return held;
}

/// The values of the held columns. A missing one is an empty text, because NaN has no order.
std::vector<SweptCell> held_cells(const GoalCandidate& candidate,
                                  const std::vector<std::size_t>& held) {
  std::vector<SweptCell> cells;
  for (const std::size_t column : held)
    cells.push_back(is_missing(candidate.swept[column]) ? SweptCell(std::string())
                                                        : candidate.swept[column]);
  return cells;
}

std::string held_text(const CandidateTable& table, const GoalCandidate& candidate,
                      const std::vector<std::size_t>& held) {
  std::string text;
  for (const std::size_t column : held) {
    const SweptColumn& swept = table.columns[column];
    text += (text.empty() ? "" : ", ") + swept.title + " " +
            cell_text(candidate.swept[column], swept.unit);
  }
  return text;
}

GoalPoint& point_at(SweepGroup& group, double value) {
  for (GoalPoint& point : group.points)
    if (point.value == value || std::isnan(value)) return point;
  group.points.push_back({value, {}});
  return group.points.back();
}

}  // namespace

std::optional<std::size_t> column_along(const CandidateTable& table) {
  std::optional<std::size_t> along;
  std::size_t most = 1;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const std::size_t values = count_values(table, column);
    if (values > most) {
      most = values;
      along = column;
    }
  }
  return along;
}

std::vector<SweepGroup> sweep_groups(const CandidateTable& table,
                                     std::optional<std::size_t> along) {
  const std::vector<std::size_t> held = held_columns(table, along);
  std::vector<SweepGroup> groups;
  std::map<std::pair<std::string, std::vector<SweptCell>>, std::size_t> places;
  for (const GoalCandidate& candidate : table.candidates) {
    const auto [at, is_new] =
        places.try_emplace({candidate.subject, held_cells(candidate, held)}, groups.size());
    if (is_new) groups.push_back({candidate.subject, held_text(table, candidate, held), {}});
    const double value = along ? std::get<double>(candidate.swept[*along]) : NAN;
    point_at(groups[at->second], value).candidates.push_back(&candidate);
  }
  for (SweepGroup& group : groups)
    std::sort(group.points.begin(), group.points.end(),
              [](const GoalPoint& a, const GoalPoint& b) { return a.value < b.value; });
  return groups;
}

}  // namespace tiersim
