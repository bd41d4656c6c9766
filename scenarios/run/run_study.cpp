#include "scenarios/run/run_study.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <optional>

#include "network/packet_network.h"
#include "scenarios/measure/measure_profiles.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/measure/profile_plan.h"
#include "scenarios/run/progress.h"
#include "scenarios/run/run_scenario.h"
#include "scenarios/run/version.h"
#include "scenarios/run/workers.h"
#include "sim/content_key.h"
#include "sim/error.h"
#include "sim/partial_file.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

/// Fails before hours of work, not after.
void check_output(const fs::path& output) {
  if (fs::is_directory(output))
    throw UserError(fmt::format("{}: is a folder (name a file with -o)", output.string()));
  const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
  if (!fs::is_directory(folder))
    throw UserError(
        fmt::format("{}: no such folder (create it, or name another with -o)", folder.string()));
  if (access(folder.c_str(), W_OK) != 0)
    throw UserError(
        fmt::format("{}: cannot be written to (name another folder with -o)", folder.string()));
  remove_abandoned_partials(folder, output.filename());
}

/// What an existing file answers; throws where it may not be replaced and cannot be reused.
std::optional<Provenance> existing_results(const ExpandedStudy& study, const RunOptions& options) {
  if (options.force || !fs::exists(options.output)) return std::nullopt;
  const std::string name = options.output.string();
  Provenance found;
  try {
    found = read_provenance(options.output);
  } catch (const UserError& error) {
    throw UserError(fmt::format("{}; it is not overwritten without --force", error.what()));
  }
  if (found.study_expanded != study.expanded_yaml) {
    throw UserError(fmt::format(
        "{}: exists and answers another study (use --force to replace it, or -o for another file)",
        name));
  }
  if (found.complete != "yes") {
    throw UserError(
        fmt::format("{}: exists and holds a part of this study, which was interrupted (use --force "
                    "to run it again)",
                    name));
  }
  return found;
}

std::string host_name() {
  std::array<char, 256> name{};
  gethostname(name.data(), name.size() - 1);
  return name.data();
}

/// Names all that was measured, and what came in from files of times and rates: equal keys, equal
/// answers to a study.
std::string inputs_key(const ExpandedStudy& study, const MeasuredStudy& measured) {
  std::vector<std::string> parts{measured.content()};
  const auto add = [&](const std::shared_ptr<const RateTrace>& trace) {
    if (!trace) return;
    std::string numbers = std::to_string(trace->period.count());
    for (const RateTrace::Step& step : trace->steps)
      numbers += fmt::format(" {} {}", step.start.count(), step.rate.value);
    parts.push_back(std::move(numbers));
  };
  for (const SweepPoint& point : study.points) {
    for (const auto& [name, link] : point.study.links) {
      add(link.up_trace);
      add(link.down_trace);
    }
    if (const auto* traced = std::get_if<TracedArrivals>(&point.study.request.arrivals)) {
      std::string numbers;
      for (const Duration time : traced->times) numbers += fmt::format("{} ", time.count());
      parts.push_back(std::move(numbers));
    }
  }
  return parts.size() == 1 ? parts[0] : content_key(parts);
}

std::map<std::string, std::string> provenance_of(const ExpandedStudy& study,
                                                 const MeasuredStudy& measured,
                                                 const RunOptions& options) {
  return {{"tiersim_version", kVersion},
          {"git_revision", kGitRevision},
          {"created_utc", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))},
          {"command", options.command},
          {"question", study.points[0].study.question},
          {"study_yaml", study.yaml},
          {"study_expanded", study.expanded_yaml},
          {"profiles_file", study.points[0].study.profiles_file},
          {"host", host_name()},
          {"cpu_model", measured.description.cpu_model},
          {"libtorch_version", measured.description.libtorch_version},
          {"ns3_version", ns3_version()},
          {"profiles_key", inputs_key(study, measured)}};
}

/// Every tier's share beside every other's is worth a warning only where the profile is not valid;
/// the scenarios that use it carry the reason.
int exit_status(const std::vector<ScenarioResult>& scenarios) {
  const auto bad = std::count_if(scenarios.begin(), scenarios.end(),
                                 [](const ScenarioResult& s) { return s.status != "ok"; });
  if (bad == 0) return 0;
  const auto first = std::find_if(scenarios.begin(), scenarios.end(),
                                  [](const ScenarioResult& s) { return s.status != "ok"; });
  tell(fmt::format("{} of {} scenarios are not ok; the first, {}: {}: {}", bad, scenarios.size(),
                   first->id, first->status, first->reason));
  return 1;
}

}  // namespace

int run_study(const ExpandedStudy& study, const RunOptions& options) {
  check_output(options.output);
  const std::optional<Provenance> existing = existing_results(study, options);
  check_tiers(study);
  MeasuredStudy measured = prepare_variants(study, tell);
  measure_profiles(study, measured, tell);
  tell(fmt::format("{} variants ({} newly prepared), {} profiles ({} newly measured)",
                   measured.variants.size(), measured.prepared, measured.profiles.size(),
                   measured.measured));
  Results results;
  results.attributes = provenance_of(study, measured, options);
  if (existing) {
    if (existing->profiles_key != results.attributes.at("profiles_key")) {
      throw UserError(fmt::format(
          "{}: exists and answers this study from other profiles or traces (use --force "
          "to replace it, or -o for another file)",
          options.output.string()));
    }
    tell(fmt::format("{}: answers this study from these profiles already; kept",
                     options.output.string()));
    return 0;
  }

  const bool live = std::any_of(study.points.begin(), study.points.end(),
                                [](const SweepPoint& point) { return point.study.live; });
  if (live && options.workers > 1) tell("compute: live: one scenario after the other");
  bool complete = false;
  {
    Progress progress("simulate", study.scenarios.size());
    complete = run_in_workers(
        study.scenarios.size(), live ? 1 : options.workers,
        [&](std::size_t id) { return run_scenario(study, id, measured); },
        [&](std::size_t id) { return describe_scenario(study, id, measured); },
        [&](ScenarioResult result) {
          results.scenarios.push_back(std::move(result));
          progress.advance();
        });
  }
  std::sort(results.scenarios.begin(), results.scenarios.end(),
            [](const ScenarioResult& a, const ScenarioResult& b) { return a.id < b.id; });
  for (const auto& [id, profile] : measured.profiles) results.profiles.push_back(profile);
  results.variants = measured.variants;
  results.cuts = measured.cuts;
  results.attributes["complete"] = complete ? "yes" : "no";
  write_results(options.output, results);
  if (!complete) {
    tell(fmt::format("interrupted: {} of {} scenarios are in {}", results.scenarios.size(),
                     study.scenarios.size(), options.output.string()));
    return 130;
  }
  tell(fmt::format("written to {}", options.output.string()));
  return exit_status(results.scenarios);
}

}  // namespace tiersim
