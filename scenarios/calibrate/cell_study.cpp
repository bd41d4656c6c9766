#include "scenarios/calibrate/cell_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "scenarios/study/sweep/sweep_range.h"
#include "scenarios/study/yaml/study_error.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

/// All swept paths as one axis, whose values change together: a point for each combination of
/// values that the cells have.
std::vector<SweepAxis> axes_of(const MeasuredCells& cells, const Document& document) {
  if (cells.paths.empty()) return {};
  const auto source = std::make_shared<const Source>(Source{cells.file, document.folder()});
  SweepAxis axis;
  axis.zipped = true;
  for (std::size_t path = 0; path < cells.paths.size(); ++path) {
    SweptPath swept{cells.paths[path], {}, source};
    for (const MeasuredPoint& point : cells.points) {
      YAML::Mark mark;
      mark.line = static_cast<int>(point.line) - 1;
      mark.column = static_cast<int>(point.values[path].column) - 1;
      swept.values.push_back({point.values[path].text, mark});
    }
    axis.paths.push_back(std::move(swept));
  }
  return {axis};
}

void check_swept_paths(const MeasuredCells& cells, const Document& document,
                       const Overrides& overrides) {
  for (const SweepAxis& axis : read_sweep(document, overrides.sweep)) {
    for (const SweptPath& swept : axis.paths) {
      if (std::find(cells.paths.begin(), cells.paths.end(), swept.path) != cells.paths.end())
        continue;
      throw UserError(
          fmt::format("{}:1:1: sweep.{}: no such column, but the study sweeps this path (add the "
                      "column, or take the path out of the study's sweep)",
                      cells.file, swept.path));
    }
  }
}

/// Profiles of zero service time, for every stage and tier of the cells.
std::shared_ptr<const ImportedProfiles> profiles_without_service(const MeasuredCells& cells) {
  const auto zero = std::make_shared<ImportedProfiles>();
  zero->file = cells.file;
  for (const MeasuredCell& cell : cells.cells) {
    ImportedVariant& variant = zero->variants[{cell.subject, cell.operator_name}];
    int number = 0;
    const std::vector<std::string> tiers = tiers_of(cell.deployment);
    for (const std::string& tier : tiers) {
      ImportedStage& stage = variant.stages[{number, tier}];
      stage.service = stage.load = {MeasuredTime{0}};
      stage.first_line = stage.last_line = cell.line;
      if (tiers.size() == 2 && number == 0) stage.output = Bytes{1'000};  // where the fit starts
      ++number;
    }
  }
  return zero;
}

/// The study at the points of the cells, with all its scenarios.
ExpandedStudy expand_at_cells(Document document, Overrides overrides, const MeasuredCells& cells,
                              bool without_service) {
  overrides.axes = axes_of(cells, document);
  StudyFiles files;
  if (without_service) {
    const auto source = std::make_shared<const Source>(Source{cells.file, document.folder()});
    document.replace("profiles", {YAML::Node(cells.file), YAML::Mark(), source});
    files.profiles = profiles_without_service(cells);
  }
  return expand(std::move(document), overrides, std::move(files));
}

using Name = std::tuple<std::string, std::string, std::string>;

Name name_of(const MeasuredCell& cell) {
  return {cell.subject, cell.operator_name, cell.deployment};
}

/// Keeps the scenarios that are cells, and the cells that are scenarios, in the same order.
void match(CellStudy& matched, const Report& report) {
  std::map<Name, const ScenarioPlan*> known;
  const std::vector<ScenarioPlan> all = std::move(matched.study.scenarios);
  for (const ScenarioPlan& plan : all)
    known.emplace(Name{plan.subject, plan.study_operator.text(), plan.deployment}, &plan);
  std::vector<MeasuredCell> cells = std::move(matched.measured.cells), unknown;
  matched.measured.cells.clear();
  matched.study.scenarios.clear();
  for (MeasuredCell& cell : cells) {
    const auto found = known.find(name_of(cell));
    if (found == known.end()) {
      unknown.push_back(std::move(cell));
      continue;
    }
    matched.study.scenarios.push_back(*found->second);
    matched.study.scenarios.back().point = cell.point;
    matched.measured.cells.push_back(std::move(cell));
  }
  if (unknown.empty()) return;
  const std::string text = fmt::format(
      "{}:{}:1: {} {} on {} is no scenario of the study", matched.measured.file, unknown[0].line,
      printable(unknown[0].subject), printable(unknown[0].operator_name), unknown[0].deployment);
  if (matched.measured.cells.empty())
    throw UserError(text + ", and neither is any other cell (name cells as the study does)");
  report(unknown.size() == 1 ? text + "; this cell is left out"
                             : fmt::format("{}; {} such cells are left out", text, unknown.size()));
}

/// The values of each path that `from` names, in base units.
std::map<std::size_t, std::set<std::string>> chosen_values(
    const MeasuredCells& cells, const std::vector<std::pair<std::string, std::string>>& from) {
  std::map<std::size_t, std::set<std::string>> chosen;
  for (const auto& [path, value] : from) {
    const std::string option = fmt::format("--from {}={}", printable(path), printable(value));
    const auto found = std::find(cells.paths.begin(), cells.paths.end(), path);
    if (found == cells.paths.end())
      throw UserError(fmt::format("{}: {} has no column sweep.{} (use a path that it has{}{})",
                                  option, cells.file, printable(path),
                                  cells.paths.empty() ? "; it has none" : ": ",
                                  fmt::join(cells.paths, ", ")));
    const auto column = static_cast<std::size_t>(found - cells.paths.begin());
    std::vector<std::string> written;
    bool occurs = false;
    for (const MeasuredPoint& point : cells.points) {
      occurs = occurs || in_base_units(point.values[column].text) == in_base_units(value);
      const std::string text = printable(point.values[column].text);
      if (std::find(written.begin(), written.end(), text) == written.end() && written.size() < 20)
        written.push_back(text);
    }
    if (!occurs)
      throw UserError(fmt::format("{}: no cell of {} has this value (use one of {})", option,
                                  cells.file, fmt::join(written, ", ")));
    chosen[column].insert(in_base_units(value));
  }
  return chosen;
}

void choose(CellStudy& matched, const std::vector<std::pair<std::string, std::string>>& from) {
  const MeasuredCells& cells = matched.measured;
  const auto chosen = chosen_values(cells, from);
  std::set<Name> known;
  for (const MeasuredCell& cell : cells.cells) {
    const MeasuredPoint& point = cells.points[cell.point];
    matched.fitted.push_back(std::all_of(chosen.begin(), chosen.end(), [&](const auto& item) {
      return item.second.count(in_base_units(point.values[item.first].text)) > 0;
    }));
    if (matched.fitted.back()) known.insert(name_of(cell));
  }
  if (known.empty())
    throw UserError(fmt::format(
        "{}:1:1: no cell has all values that --from names (name other values)", cells.file));
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    if (known.count(name_of(cells.cells[i])) > 0) continue;
    throw UserError(
        fmt::format("{}:{}:1: {} has no cell at a value that --from names, so that its "
                    "overhead is not known (add such a cell, or leave this one out)",
                    cells.file, cells.cells[i].line, matched.describe(i)));
  }
}

void check_can_be_calibrated(const ExpandedStudy& study) {
  for (const SweepPoint& point : study.points) {
    if (point.study.live)
      throw UserError("compute: live has no service times to calibrate (write compute: measured)");
    for (const auto& [name, queue] : point.study.queues)
      if (queue.batch > 1)
        throw UserError(fmt::format(
            "tiers.{}.batch: imported profiles have no batches (leave the batch out)", name));
  }
}

}  // namespace

std::vector<std::size_t> CellStudy::all_cells() const {
  std::vector<std::size_t> ids;
  for (std::size_t i = 0; i < fitted.size(); ++i) ids.push_back(i);
  return ids;
}

std::vector<std::size_t> CellStudy::fitted_cells() const {
  std::vector<std::size_t> ids;
  for (std::size_t i = 0; i < fitted.size(); ++i)
    if (fitted[i]) ids.push_back(i);
  return ids;
}

std::string CellStudy::describe(std::size_t cell) const {
  const MeasuredCell& of = measured.cells[cell];
  std::string text =
      fmt::format("{} {} on {}", printable(of.subject), printable(of.operator_name), of.deployment);
  for (std::size_t i = 0; i < measured.paths.size(); ++i)
    text += fmt::format("{} {} = {}", i == 0 ? " at" : ",", measured.paths[i],
                        measured.points[of.point].values[i].text);
  return text;
}

CellStudy read_cell_study(Document document, const Overrides& overrides, MeasuredCells cells,
                          const CellStudyOptions& options, const Report& report) {
  check_swept_paths(cells, document, overrides);
  CellStudy read;
  read.study = expand_at_cells(std::move(document), overrides, cells, options.without_service);
  read.measured = std::move(cells);
  check_can_be_calibrated(read.study);
  match(read, report);
  choose(read, options.from);
  return read;
}

}  // namespace tiersim
