#include "scenarios/study/expand/expand.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/study/expand/check_sweep.h"
#include "scenarios/study/expand/point_reader.h"
#include "scenarios/study/expand/untaken.h"
#include "scenarios/study/pairs.h"
#include "scenarios/study/print/print_study.h"
#include "scenarios/study/read/include.h"
#include "scenarios/study/read/read_study.h"
#include "scenarios/study/sweep/sweep.h"

namespace tiersim {
namespace {

constexpr std::size_t kMostScenarios = 1'000'000;

/// A column of the results holds numbers or texts. If a path has both ("tensor", "10 kB"), its
/// column holds texts.
void unify(std::vector<SweepPoint>& points, std::size_t axis) {
  const auto is_number = [&](const SweepPoint& point) {
    return std::holds_alternative<double>(point.values[axis].value);
  };
  if (std::all_of(points.begin(), points.end(), is_number)) return;
  for (SweepPoint& point : points) {
    SweepValue& value = point.values[axis];
    value.value = value.text;
    value.unit.clear();
  }
}

/// Advances `at`, the indices of the axes' values, to the next point. The last axis changes
/// fastest.
void advance(std::vector<std::size_t>& at, const std::vector<SweepAxis>& axes) {
  for (std::size_t i = axes.size(); i-- > 0;) {
    if (++at[i] < axes[i].size()) return;
    at[i] = 0;
  }
}

std::vector<SweepPoint> read_points(Document& document, ReadContext& context, const Study& written,
                                    const std::vector<SweepAxis>& axes, std::size_t count) {
  std::vector<SweepPoint> points(count);
  PointReader reader(document, context, written, axes);
  std::vector<std::size_t> at(axes.size(), 0);
  for (SweepPoint& point : points) {
    point = reader.read(at);
    advance(at, axes);
  }
  for (std::size_t i = 0; i < points[0].values.size(); ++i) unify(points, i);
  return points;
}

/// Scenarios at one point of the sweep, in the order of their names.
std::vector<ScenarioPlan> pair_up(const Study& study, std::size_t& left_out) {
  std::vector<ScenarioPlan> plans;
  for (const std::string& subject : study.subjects) {
    for (const StudyOperator& study_operator : study.operators) {
      for (const std::string& deployment : study.deployments) {
        if (is_scenario(study, subject, study_operator, deployment))
          plans.push_back({0, subject, study_operator, deployment});
        else
          ++left_out;
      }
    }
  }
  return plans;
}

void replace_settings(Document& document, const std::string& option,
                      const std::vector<std::pair<std::string, std::string>>& settings) {
  for (const auto& [path, text] : settings) {
    const auto source =
        std::make_shared<const Source>(Source{option + " " + path, document.folder()});
    const YAML::Node node = parse_value(text, source->file, path);
    if (node.IsNull())
      throw StudyError(source->file, node.Mark(), path, "has no value (write PATH=VALUE)");
    document.replace(path, {node, node.Mark(), source});
  }
}

}  // namespace

ExpandedStudy expand(Document document, const Overrides& overrides, StudyFiles files) {
  replace_settings(document, "--set", overrides.set);
  replace_settings(document, "--emulate-with", overrides.emulate_with);
  read_includes(document);
  ReadContext context;
  context.files = std::move(files);
  // What is written has to be right, even if a sweep replaces it.
  const Study base = read_study(document, context, read_imports(document, context));
  for (const auto& [path, setting] : document.replacements())
    if (context.taken.count(path) == 0) fail_untaken(document, path, setting);
  const std::vector<SweepAxis> axes =
      overrides.axes ? *overrides.axes : read_sweep(document, overrides.sweep);
  check_sweep(base, axes);

  ExpandedStudy expanded;
  const std::vector<ScenarioPlan> plans = pair_up(base, expanded.left_out);
  const std::size_t points = count_points(axes);
  if (points * plans.size() > kMostScenarios)
    throw StudyError(document.file(), YAML::Mark::null_mark(), "",
                     fmt::format("makes {} scenarios, more than a million (sweep fewer values)",
                                 points * plans.size()));
  expanded.yaml = document.text();
  expanded.points = read_points(document, context, base, axes, points);
  expanded.expanded_yaml = print_study(base, axes);
  expanded.files = std::move(context.files.texts);
  expanded.scenarios.reserve(points * plans.size());
  expanded.axes = axes;
  for (ScenarioPlan plan : plans)
    for (plan.point = 0; plan.point < points; ++plan.point) expanded.scenarios.push_back(plan);
  return expanded;
}

const char* name_of(Mode mode) { return mode == Mode::simulated ? "simulated" : "emulated"; }

ExpandedStudy emulated(ExpandedStudy study) {
  study.mode = Mode::emulated;
  for (SweepPoint& point : study.points) point.study.live = true;
  return study;
}

}  // namespace tiersim
