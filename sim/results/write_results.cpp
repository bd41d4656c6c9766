#include "sim/results/results_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/partial_file.h"
#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/write_profiles.h"
#include "sim/results/write_requests.h"
#include "sim/results/write_variants.h"

namespace tiersim {
namespace {

/// `counts`: of each scenario's requests.
void write_scenarios(Hdf5Writer& file, const std::vector<ScenarioResult>& rows,
                     const Integers& counts, const Results& results) {
  using Row = ScenarioResult;
  file.group("/scenarios");
  file.column("/scenarios/id", collect<Integers>(rows, [](const Row& r) { return r.id; }), "",
              "row number");
  file.column("/scenarios/subject", collect<Texts>(rows, [](const Row& r) { return r.subject; }),
              "model family at one size");
  file.column("/scenarios/operator",
              collect<Texts>(rows, [](const Row& r) { return r.operator_name; }),
              "rewrites of the model, left to right");
  file.column("/scenarios/deployment",
              collect<Texts>(rows, [](const Row& r) { return r.deployment; }),
              "tiers that compute");
  file.column(
      "/scenarios/seed",
      collect<Integers>(rows, [](const Row& r) { return static_cast<std::int64_t>(r.seed); }), "",
      "seed of the scenario's random streams");
  file.column("/scenarios/status", collect<Texts>(rows, [](const Row& r) { return r.status; }),
              "ok, failed or invalid");
  file.column("/scenarios/reason", collect<Texts>(rows, [](const Row& r) { return r.reason; }),
              "why the status is not ok, which profile is unstable or extrapolated");
  Integers first{0};
  std::partial_sum(counts.begin(), counts.end(), std::back_inserter(first));
  first.pop_back();
  file.column("/scenarios/first_request", first, "", "row of /requests where the scenario begins");
  file.column("/scenarios/request_count", counts, "", "rows of /requests");
  file.column("/scenarios/accuracy",
              collect<Numbers>(rows, [](const Row& r) { return r.accuracy; }), "1",
              "top-1 accuracy on the whole test set");
  file.column("/scenarios/macro_f1",
              collect<Numbers>(rows, [](const Row& r) { return r.macro_f1; }), "1",
              "mean F1 over classes on the whole test set");
  file.column("/scenarios/model_bytes",
              collect<Integers>(rows, [](const Row& r) { return r.model_bytes; }), "byte",
              "parameters as stored");
  file.column("/scenarios/variant",
              collect<Integers>(rows,
                                [&](const Row& r) -> std::int64_t {
                                  const auto found = results.variants.find(r.variant);
                                  return found == results.variants.end()
                                             ? -1
                                             : std::distance(results.variants.begin(), found);
                                }),
              "", "row of /variants; -1 unknown");
  file.column("/scenarios/energy_j", collect<Numbers>(rows, [](const Row& r) { return r.energy; }),
              "J",
              "a model: mean CPU time of a warm request times the stated power of a busy core; NaN "
              "where none is stated");
  file.column("/scenarios/extrapolated",
              collect<Integers>(rows, [](const Row& r) { return r.extrapolated ? 1 : 0; }), "",
              "1 where a figure was not measured at this size");
  file.column("/scenarios/fidelity", collect<Texts>(rows, [](const Row& r) { return r.fidelity; }),
              "how the network was simulated: packet, coarse or analytic");
  file.column("/scenarios/packets_per_segment",
              collect<Integers>(rows, [](const Row& r) { return r.packets_per_segment; }), "",
              "packets that the network moved at once; 0 where it moved none");
  file.column("/scenarios/wall_seconds",
              collect<Numbers>(rows, [](const Row& r) { return r.wall_seconds; }), "s",
              "real time the simulation took");
  if (rows.empty()) return;
  for (std::size_t i = 0; i < rows[0].sweep.size(); ++i) {
    const std::string name = "/scenarios/sweep." + rows[0].sweep[i].path;
    const std::string description = "swept value of " + rows[0].sweep[i].path;
    if (std::holds_alternative<double>(rows[0].sweep[i].value)) {
      file.column(
          name,
          collect<Numbers>(rows, [&](const Row& r) { return std::get<double>(r.sweep[i].value); }),
          rows[0].sweep[i].unit, description);
    } else {
      file.column(name,
                  collect<Texts>(
                      rows, [&](const Row& r) { return std::get<std::string>(r.sweep[i].value); }),
                  description);
    }
  }
}

void write_files(Hdf5Writer& file, const std::map<std::string, std::string>& files) {
  Texts paths, contents;
  for (const auto& [path, content] : files) {
    paths.push_back(path);
    contents.push_back(content);
  }
  file.group("/files");
  file.column("/files/path", paths, "of a trace, as the study names it");
  file.column("/files/content", contents, "the file's text");
}

}  // namespace

class ResultsWriter::Impl {
 public:
  Impl(const std::filesystem::path& path, const std::set<std::string>& steps)
      : path_(path), partial_(partial_of(path)) {
    guarded([&] {
      file_.emplace(partial_);
      file_->attribute("schema_version", kSchemaVersion);
      requests_.emplace(*file_, steps);
    });
  }

  ~Impl() {
    requests_.reset();
    file_.reset();
    std::error_code ignored;
    std::filesystem::remove(partial_, ignored);
  }

  void add(ScenarioResult scenario, const RequestTable& requests) {
    guarded([&] { requests_->add(scenario.id, scenario.route, requests); });
    scenario.route = {};  // of no more use
    counts_.push_back(static_cast<std::int64_t>(requests.rows));
    scenarios_.push_back(std::move(scenario));
  }

  void finish(const Results& rest) {
    guarded([&] {
      requests_->flush();
      // Most of the file is there: the disk takes it while the rest is written.
      auto synced = std::async(std::launch::async | std::launch::deferred, sync, partial_);
      for (const auto& [name, value] : rest.attributes) file_->attribute(name, value);
      write_scenarios(*file_, scenarios_, counts_, rest);
      write_variants(*file_, rest);
      write_profiles(*file_, rest);
      write_files(*file_, rest.files);
      file_->close();
      if (!synced.get()) throw UserError(partial_.string() + ": is not on the disk");
      publish(partial_, path_);
    });
  }

 private:
  template <typename Action>
  void guarded(Action action) const {
    try {
      action();
    } catch (const std::exception&) {
      throw UserError(fmt::format("{}: cannot be written (is the disk full, the folder writable?)",
                                  path_.string()));
    }
  }

  std::filesystem::path path_, partial_;
  std::optional<Hdf5Writer> file_;
  std::optional<RequestColumns> requests_;
  std::vector<ScenarioResult> scenarios_;  // without their requests
  Integers counts_;
};

ResultsWriter::ResultsWriter(const std::filesystem::path& path, const std::set<std::string>& steps)
    : impl_(std::make_unique<Impl>(path, steps)) {}
ResultsWriter::~ResultsWriter() = default;

void ResultsWriter::add(ScenarioResult scenario, const RequestTable& requests) {
  impl_->add(std::move(scenario), requests);
}

void ResultsWriter::finish(const Results& rest) { impl_->finish(rest); }

void write_results(const std::filesystem::path& path, const Results& results) {
  std::set<std::string> steps;
  for (const ScenarioResult& scenario : results.scenarios)
    for (const auto& [name, parts] : step_columns(scenario.route)) steps.insert(name);
  ResultsWriter writer(path, steps);
  for (const ScenarioResult& scenario : results.scenarios)
    writer.add(scenario, table_of(scenario.requests, scenario.route.size()));
  writer.finish(results);
}

}  // namespace tiersim
