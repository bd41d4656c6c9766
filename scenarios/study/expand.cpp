#include "scenarios/study/expand.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/catalog/catalog.h"
#include "scenarios/study/pairs.h"
#include "scenarios/study/print_study.h"
#include "scenarios/study/read_study.h"

namespace tiersim {
namespace {

constexpr std::size_t kMostScenarios = 1'000'000;

/// A path and the values it takes, each with its place in a file or on the command line.
struct Axis {
  std::string path;
  std::vector<YAML::Node> values;
  std::string file;
};

YAML::Node parse_value(const std::string& text, const std::string& file, const std::string& path) {
  try {
    return YAML::Load(text);
  } catch (const YAML::Exception& error) {
    throw StudyError(file, error.mark, path,
                     fmt::format("is not YAML: {} (quote the value)", error.msg));
  }
}

void check_sweepable(const Value& place, const std::string& path) {
  for (const char* fixed : {"tiersim", "sweep", "question", "models", "profiles", "subjects",
                            "operators", "deployments"}) {
    if (path == fixed || path.rfind(std::string(fixed) + ".", 0) == 0) {
      place.fail(fmt::format("\"{}\" cannot be swept (sweep a tier's, link's or request's setting)",
                             path));
    }
  }
}

std::vector<Axis> read_axes(Document& document, const Overrides& overrides) {
  std::vector<Axis> axes;
  const Value sweep = Value::root_of(document)["sweep"];
  if (sweep.given() && !sweep.node().IsMap())
    sweep.fail(
        "is not a map of paths (write e.g. {links.edge-cloud.bandwidth: [1 Mbps, 10 Mbps]})");
  sweep.check_keys(sweep.keys());  // finds what occurs twice
  for (const std::string& path : sweep.keys()) {
    const Value values = sweep[path];
    check_sweepable(values, path);
    Axis axis{path, {}, document.file()};
    for (const Value& value : values.list()) {
      if (!value.is_scalar()) value.fail("is not a single value (write one value)");
      axis.values.push_back(value.node());
    }
    axes.push_back(std::move(axis));
  }
  for (const auto& [path, text] : overrides.sweep) {
    const std::string file = "--sweep " + path;
    const YAML::Node list = parse_value("[" + text + "]", file, path);
    const Value values(document, list, path, file);
    check_sweepable(values, path);
    Axis axis{path, {}, file};
    for (const Value& value : values.list()) axis.values.push_back(value.node());
    axes.erase(std::remove_if(axes.begin(), axes.end(),
                              [&, &name = path](const Axis& other) { return other.path == name; }),
               axes.end());
    axes.push_back(std::move(axis));
  }
  return axes;
}

/// A replaced value that nobody asked for has a path that means nothing.
void check_all_taken(Document& document) {
  for (const auto& [path, replaced] : document.replacements()) {
    if (document.taken().count(path) > 0) continue;
    throw StudyError(
        replaced.file, replaced.node.Mark(), path,
        "no such setting (write a path of the study, e.g. links.edge-cloud.bandwidth)");
  }
}

SweepPoint read_point(Document& document, const std::vector<Axis>& axes, std::size_t index,
                      const std::shared_ptr<const ImportedProfiles>& imported) {
  for (auto axis = axes.rbegin(); axis != axes.rend(); ++axis) {  // the last path changes fastest
    document.replace(axis->path, axis->values[index % axis->values.size()], axis->file);
    index /= axis->values.size();
  }
  document.taken().clear();
  SweepPoint point{read_study(document, imported), {}};
  check_all_taken(document);
  for (const Axis& axis : axes) point.values.push_back(document.taken().at(axis.path));
  return point;
}

/// A column of the results holds numbers or texts: where a path takes both ("tensor", "10 kB"),
/// texts.
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

}  // namespace

ExpandedStudy expand(Document document, const Overrides& overrides) {
  for (const auto& [path, text] : overrides.set) {
    const std::string file = "--set " + path;
    document.replace(path, parse_value(text, file, path), file);
  }
  // What is written has to be right, also where a sweep replaces it.
  const auto imported = read_imports(document);
  const Study base = read_study(document, imported);
  check_all_taken(document);
  const std::vector<Axis> axes = read_axes(document, overrides);

  ExpandedStudy expanded;
  expanded.yaml = document.text();
  std::vector<std::pair<std::string, std::vector<std::string>>> printed_axes;
  std::size_t points = 1;
  for (const Axis& axis : axes) {
    points *= axis.values.size();
    if (points > kMostScenarios)
      throw StudyError(axis.file, axis.values[0].Mark(), axis.path,
                       "the sweep has more than a million points (sweep fewer values)");
    printed_axes.emplace_back(axis.path, std::vector<std::string>{});
    for (const YAML::Node& value : axis.values)
      printed_axes.back().second.push_back(value.Scalar());
  }
  for (std::size_t i = 0; i < points; ++i)
    expanded.points.push_back(read_point(document, axes, i, imported));
  for (std::size_t axis = 0; axis < axes.size(); ++axis) unify(expanded.points, axis);
  expanded.expanded_yaml = print_study(base, printed_axes);

  for (const std::string& subject : base.subjects) {
    for (const std::string& composition : base.operators) {
      for (const std::string& deployment : base.deployments) {
        if (!is_scenario(base, subject, composition, deployment)) {
          ++expanded.left_out;
          continue;
        }
        for (std::size_t point = 0; point < points; ++point)
          expanded.scenarios.push_back({point, subject, composition, deployment});
      }
    }
  }
  return expanded;
}

}  // namespace tiersim
