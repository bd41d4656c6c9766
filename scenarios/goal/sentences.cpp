#include "scenarios/goal/sentences.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/goal/figures_text.h"
#include "scenarios/goal/quantity_text.h"

namespace tiersim {
namespace {

constexpr std::size_t kMostPieces = 4;

/// What is chosen in a range of points: "sptq on mobile, as preferred (p99 62.1 ms)".
std::string piece_text(const GoalAnswer& answer, const PointRange& range, const std::string& at,
                       const std::string& word, const std::vector<Criterion>& criteria,
                       const std::string& prefer) {
  const GoalCandidate& chosen = *answer.points[range.first].chosen;
  const bool is_preferred = preference_rank(chosen.deployment, prefer) < 2;
  return fmt::format("{}{}{} ({}{})", chosen.name, at, is_preferred ? ", as preferred" : "",
                     figures_text(chosen, *answer.points[range.last].chosen, criteria), word);
}

std::string pieces_text(const GoalAnswer& answer, const std::vector<Criterion>& criteria,
                        const std::string& prefer) {
  const std::vector<PointRange> pieces = chosen_ranges(answer);
  const Sureness worst = worst_of(answer, {0, answer.points.size() - 1});
  const bool differ = std::any_of(pieces.begin(), pieces.end(), [&](const PointRange& piece) {
    return worst_of(answer, piece) != worst;
  });
  std::vector<std::string> texts;
  for (const PointRange& piece : pieces) {
    const std::string at = pieces.size() == 1 ? "" : where(answer, piece);
    const std::string word =
        differ ? std::string(", ") + name_of(worst_of(answer, piece)) : std::string();
    texts.push_back(piece_text(answer, piece, at, word, criteria, prefer));
  }
  if (texts.size() > kMostPieces) {
    const std::string more = fmt::format("and {} more", texts.size() - kMostPieces);
    texts.resize(kMostPieces);
    texts.push_back(more);
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::string met_text(const GoalAnswer& answer, const std::vector<Criterion>& criteria,
                     const std::string& prefer) {
  std::string places;
  for (const PointRange& run : met_ranges(answer))
    places += (places.empty() ? "" : " and") + where(answer, run);
  const Sureness worst = worst_of(answer, {0, answer.points.size() - 1});
  return fmt::format("{} met{}: {}", name_of(worst), places, pieces_text(answer, criteria, prefer));
}

std::string closest_text(const GoalAnswer& answer, const std::vector<Criterion>& criteria) {
  const PointAnswer* closest = nullptr;
  Sureness best = Sureness::surely_not;
  for (const PointAnswer& point : answer.points) {
    if (!point.chosen) continue;
    best = std::min(best, point.sureness);
    if (!closest || point.chosen->judgement.shortfall < closest->chosen->judgement.shortfall)
      closest = &point;
  }
  std::string at;
  if (!answer.along.title.empty())
    at = fmt::format(" at {} {}", answer.along.title,
                     quantity_text(closest->value, answer.along.unit));
  return fmt::format("{} met: closest is {}{} ({})", name_of(best), closest->chosen->name, at,
                     missing_text(*closest->chosen, criteria));
}

/// " No scenario is valid at 2 of 10 values of edge-cloud.bandwidth."; "" if there are some at all.
std::string invalid_text(const GoalAnswer& answer) {
  const auto invalid = std::count_if(answer.points.begin(), answer.points.end(),
                                     [](const PointAnswer& point) { return !point.chosen; });
  if (invalid == 0) return "";
  return fmt::format(" No scenario is valid at {} of {} values of {}.", invalid,
                     answer.points.size(), answer.along.title);
}

bool meets_somewhere(const GoalAnswer& answer) {
  return std::any_of(answer.points.begin(), answer.points.end(),
                     [](const PointAnswer& point) { return point.is_met(); });
}

struct SubjectLines {
  std::string subject;
  std::vector<std::string> lines{};
  std::size_t others{0}, others_met{0};  ///< combinations of swept values without a line
};

SubjectLines& lines_of(const std::string& subject, std::vector<SubjectLines>& all) {
  for (SubjectLines& own : all)
    if (own.subject == subject) return own;
  all.push_back({subject});
  return all.back();
}

std::vector<std::string> joined_lines(const std::vector<SubjectLines>& subjects) {
  std::vector<std::string> all;
  for (const SubjectLines& own : subjects) {
    all.insert(all.end(), own.lines.begin(), own.lines.end());
    if (own.others > 0)
      all.push_back(
          fmt::format("{}: {} more combinations of swept values; {} of them meet the goal "
                      "somewhere.",
                      own.subject, own.others, own.others_met));
  }
  return all;
}

}  // namespace

std::string sentence(const GoalAnswer& answer, const std::vector<Criterion>& criteria,
                     const std::string& prefer) {
  const std::string start =
      answer.held.empty() ? answer.subject : answer.subject + " at " + answer.held;
  const std::string goal = goal_text(criteria);
  if (std::none_of(answer.points.begin(), answer.points.end(),
                   [](const PointAnswer& point) { return point.chosen; }))
    return fmt::format("{}: no scenario is valid, so nothing can be said about {}.", start, goal);
  const std::string outcome =
      meets_somewhere(answer) ? met_text(answer, criteria, prefer) : closest_text(answer, criteria);
  return fmt::format("{}: {} {} {}.{}", start, goal, criteria.size() == 1 ? "is" : "are", outcome,
                     invalid_text(answer));
}

std::vector<std::string> goal_sentences(const CandidateTable& table,
                                        const std::vector<Criterion>& criteria,
                                        const std::string& prefer) {
  const std::optional<std::size_t> along = column_along(table);
  std::vector<SubjectLines> subjects;
  for (const SweepGroup& group : sweep_groups(table, along)) {
    GoalAnswer answer{group.subject, group.held, along ? table.columns[*along] : SweptColumn{}, {}};
    for (const GoalPoint& point : group.points)
      answer.points.push_back(answer_at(point, criteria, prefer));
    SubjectLines& own = lines_of(group.subject, subjects);
    if (own.lines.size() < kMostLines) {
      own.lines.push_back(sentence(answer, criteria, prefer));
    } else {
      ++own.others;
      own.others_met += meets_somewhere(answer) ? 1 : 0;
    }
  }
  return joined_lines(subjects);
}

}  // namespace tiersim
