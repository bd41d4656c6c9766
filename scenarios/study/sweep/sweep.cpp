#include "scenarios/study/sweep/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scenarios/study/sweep/sweep_range.h"
#include "scenarios/study/tables/study_keys.h"

namespace tiersim {
namespace {

constexpr const char* kZip = "zip";

void check_sweepable(const Value& place, const std::string& path) {
  for (const StudyKey& key : study_keys()) {
    if (!key.is_swept && (path == key.name() || path.rfind(key.name() + ".", 0) == 0))
      place.fail(fmt::format("\"{}\" cannot be swept (sweep a tier's, link's or request's setting)",
                             printable(path)));
  }
}

/// The values of a path: a list, or a range in place of it.
SweptPath read_path(const Value& values, const std::string& path) {
  check_sweepable(values, path);
  SweptPath swept{path, {}, values.setting().source};
  if (values.is_scalar() && is_range(values.node().Scalar())) {
    for (std::string& text : values.quantity(range_values))
      swept.values.push_back({std::move(text), values.setting().mark});
    return swept;
  }
  if (values.is_scalar())
    values.fail(
        "is neither a list nor a range (write [a, b], or e.g. 1 Mbps .. 200 Mbps, log, 20 steps)");
  for (const Value& value : values.list()) {
    if (!value.is_scalar()) value.fail("is not a single value (write one value)");
    if (is_range(value.node().Scalar()))
      value.fail("is a range in a list (leave the brackets out; in braces, quote the range)");
    swept.values.push_back({value.node().Scalar(), value.setting().mark});
  }
  return swept;
}

SweepAxis read_group(const Value& group) {
  group.check_unique_keys();
  SweepAxis axis;
  axis.zipped = true;
  for (const auto& [path, values] : group.entries()) axis.paths.push_back(read_path(values, path));
  if (axis.paths.size() < 2)
    group.fail("zips nothing (name two paths or more that advance together)");
  return axis;
}

/// `zip`: a map of paths that advance together, or a list of such maps.
void read_groups(const Value& zip, std::vector<SweepAxis>& axes) {
  if (zip.node().IsMap()) {
    axes.push_back(read_group(zip));
    return;
  }
  if (!zip.node().IsSequence())
    zip.fail(
        "is not a map of paths (write e.g. {tiers.edge.cores: [1, 2], request.count: [9, 8]})");
  for (const Value& group : zip.list()) axes.push_back(read_group(group));
}

/// Puts a path of the command line in its place: that of the same path of the study, where it has
/// one that advances with others, else behind all.
void put(SweptPath path, std::vector<SweepAxis>& axes) {
  for (auto axis = axes.begin(); axis != axes.end(); ++axis) {
    for (SweptPath& other : axis->paths) {
      if (other.path != path.path) continue;
      if (axis->zipped) {
        other = std::move(path);
        return;
      }
      axes.erase(axis);
      axes.push_back({{std::move(path)}, false});
      return;
    }
  }
  axes.push_back({{std::move(path)}, false});
}

[[noreturn]] void fail(const SweptPath& path, const std::string& problem) {
  throw StudyError(path.source->file, path.values[0].mark, path.path, problem);
}

void check_axes(const std::vector<SweepAxis>& axes) {
  std::map<std::string, int> seen;
  for (const SweepAxis& axis : axes) {
    const SweptPath& first = axis.paths[0];
    for (const SweptPath& path : axis.paths) {
      if (++seen[path.path] > 1) fail(path, "is swept twice (keep one)");
      if (path.values.size() != axis.size())
        fail(path, fmt::format("has {} values, \"{}\", zipped with it, has {} (give as many)",
                               path.values.size(), printable(first.path), axis.size()));
    }
  }
}

/// Values of an axis, each given to all its paths, are different also in other units.
void check_different(const SweepAxis& axis) {
  std::map<std::vector<std::string>, std::size_t> seen;
  for (std::size_t i = 0; i < axis.size(); ++i) {
    std::vector<std::string> values;
    for (const SweptPath& path : axis.paths) values.push_back(in_base_units(path.values[i].text));
    const auto [same, is_new] = seen.emplace(std::move(values), i);
    if (is_new) continue;
    const SweptPath& path = axis.paths[0];
    throw StudyError(
        path.source->file, path.values[i].mark, path.path,
        fmt::format("\"{}\" is the same as \"{}\" (keep one)", printable(path.values[i].text),
                    printable(path.values[same->second].text)));
  }
}

}  // namespace

YAML::Node parse_value(const std::string& text, const std::string& file, const std::string& path) {
  try {
    return YAML::Load(text);
  } catch (const YAML::Exception& error) {
    throw StudyError(file, error.mark, path,
                     fmt::format("is not YAML: {} (quote the value)", printable(error.msg)));
  }
}

std::vector<SweepAxis> read_sweep(
    const Document& document,
    const std::vector<std::pair<std::string, std::string>>& command_line) {
  std::vector<SweepAxis> axes;
  ReadContext context;
  const Value sweep = Value::root_of(document, context)["sweep"];
  if (sweep.given() && !sweep.node().IsMap())
    sweep.fail(
        "is not a map of paths (write e.g. {links.edge-cloud.bandwidth: [1 Mbps, 10 Mbps]})");
  sweep.check_unique_keys();
  for (const auto& [path, values] : sweep.entries()) {
    if (path == kZip)
      read_groups(values, axes);
    else
      axes.push_back({{read_path(values, path)}, false});
  }
  for (const auto& [path, text] : command_line) {
    const auto source =
        std::make_shared<const Source>(Source{"--sweep " + path, document.folder()});
    const YAML::Node values =
        is_range(text) ? YAML::Node(text) : parse_value("[" + text + "]", source->file, path);
    put(read_path(Value(document, context, values, path, source), path), axes);
  }
  check_axes(axes);
  for (const SweepAxis& axis : axes) check_different(axis);
  return axes;
}

std::size_t count_points(const std::vector<SweepAxis>& axes) {
  std::size_t points = 1;
  for (const SweepAxis& axis : axes) {
    points *= axis.size();
    if (points > kMostPoints)
      fail(axis.paths[0],
           fmt::format("the sweep has more than {} points (sweep fewer values)", kMostPoints));
  }
  return points;
}

}  // namespace tiersim
