#include "sim/results/results_file.h"

#include <fmt/format.h>

#include <future>
#include <map>
#include <optional>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/partial_file.h"
#include "sim/results/write_fields.h"
#include "sim/results/write_profiles.h"
#include "sim/results/write_requests.h"
#include "sim/results/write_sweeps.h"
#include "sim/results/write_variants.h"

namespace tiersim {
namespace {

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
  Impl(const std::filesystem::path& path, const std::map<std::string, StepColumn>& steps)
      : path_(path), partial_(path) {
    guarded([&] {
      file_.emplace(partial_.path());
      file_->attribute("schema_version", kSchemaVersion);
      requests_.emplace(*file_, steps);
    });
  }

  void add(PackedResult& result, std::vector<SweepValue> sweep, const Route& route) {
    ScenarioRecord& scenario = scenarios_.emplace_back(std::move(result.scenario));
    scenario.first_request = request_count_;
    scenario.request_count = static_cast<std::int64_t>(result.requests.rows());
    request_count_ += scenario.request_count;
    sweeps_.push_back(std::move(sweep));
    guarded([&] { requests_->add(scenario.id, route, result.requests); });
  }

  void finish(const Results& rest) {
    guarded([&] {
      requests_->flush();
      // Most of the file is there. The disk writes it while the rest is added.
      auto synced = std::async(std::launch::async | std::launch::deferred, sync, partial_.path());
      for (const auto& [name, value] : rest.attributes) file_->attribute(name, value);
      file_->group("/scenarios");
      write_fields(*file_, "/scenarios", scenarios_, kScenarioFields);
      write_sweeps(*file_, "/scenarios", sweeps_);
      write_variants(*file_, rest);
      write_profiles(*file_, rest);
      write_files(*file_, rest.files);
      file_->close();
      if (!synced.get()) throw UserError(path_.string() + ": is not on the disk");
      publish(partial_.path(), path_);
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

  std::filesystem::path path_;
  PartialFile partial_;
  std::optional<Hdf5Writer> file_;
  std::optional<RequestColumns> requests_;
  std::vector<ScenarioRecord> scenarios_;
  std::vector<std::vector<SweepValue>> sweeps_;  ///< of each scenario
  std::int64_t request_count_{0};
};

ResultsWriter::ResultsWriter(const std::filesystem::path& path, const std::vector<Route>& routes) {
  std::map<std::string, StepColumn> steps;
  for (const Route& route : routes) steps.merge(step_columns(route));
  impl_ = std::make_unique<Impl>(path, steps);
}
ResultsWriter::~ResultsWriter() = default;

void ResultsWriter::add(PackedResult& result, std::vector<SweepValue> sweep, const Route& route) {
  impl_->add(result, std::move(sweep), route);
}

void ResultsWriter::finish(const Results& rest) { impl_->finish(rest); }

void write_results(const std::filesystem::path& path, const Results& results) {
  std::vector<Route> routes;
  for (const ScenarioResult& scenario : results.scenarios) routes.push_back(scenario.route);
  ResultsWriter writer(path, routes);
  for (const ScenarioResult& scenario : results.scenarios) {
    const std::string packed = pack(scenario);
    PackedResult result(packed, scenario.route.size());
    writer.add(result, scenario.sweep, scenario.route);
  }
  writer.finish(results);
}

}  // namespace tiersim
