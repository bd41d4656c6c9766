#include "scenarios/run/run_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <utility>

#include "scenarios/measure/measure_study.h"
#include "scenarios/measure/measured_message.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/run/emulation/check_emulation.h"
#include "scenarios/run/emulation/study_emulator.h"
#include "scenarios/run/share_study.h"
#include "scenarios/run/store/journal_writer.h"
#include "scenarios/run/store/output_lock.h"
#include "scenarios/run/store/provenance.h"
#include "scenarios/run/store/study_results.h"
#include "scenarios/run/store/version.h"
#include "scenarios/run/workers/interrupt.h"
#include "scenarios/run/workers/mpi_workers.h"
#include "scenarios/run/workers/progress.h"
#include "scenarios/run/workers/workers.h"
#include "scenarios/study/expand/estimate_simulation.h"
#include "scenarios/terminal/tell.h"
#include "sim/base/error.h"
#include "sim/results/packed_result.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

const std::string kStudy = "study_expanded", kMeasured = "measured", kInputs = "inputs_key",
                  kBuild = "build", kMode = "mode", kProfiles = "profiles_file";

/// A hash of the file of imported profiles; "" if the study has none, or read it from results.
std::string profiles_file_key(const ExpandedStudy& study) {
  const auto& imported = study.points[0].study.imported;
  return imported ? imported->content : "";
}

/// The journal of an interrupted run of this study by this build; none if there is none or if the
/// options do not allow to continue it.
std::optional<Journal> journal_to_resume(const ExpandedStudy& study, const RunOptions& options) {
  const fs::path path = Journal::path_beside(options.output);
  if (!options.rules.resume || options.rules.force || !fs::exists(path)) return std::nullopt;
  Journal journal = Journal::resume(path);
  if (journal.fact(kStudy) != study.expanded_yaml)
    throw UserError(
        fmt::format("{}: belongs to another study (use --force to begin anew, or -o for another "
                    "file)",
                    path.string()));
  if (journal.fact(kMode) != name_of(study.mode))
    throw UserError(
        fmt::format("{}: was begun by a study that is {} (go on with that command, or use "
                    "--force to begin anew)",
                    path.string(), journal.fact(kMode)));
  if (journal.fact(kBuild) != this_build())
    throw UserError(
        fmt::format("{}: was begun by tiersim {}, this is {} (go on with that one, or use --force "
                    "to begin anew)",
                    path.string(), journal.fact(kBuild), this_build()));
  if (journal.fact(kProfiles) != profiles_file_key(study))
    throw UserError(fmt::format("{}: {} has changed since it was begun (use --force to begin anew)",
                                path.string(), study.points[0].study.profiles_file));
  return journal;
}

bool is_live(const ExpandedStudy& study) {
  return std::any_of(study.points.begin(), study.points.end(),
                     [](const SweepPoint& point) { return point.study.live; });
}

std::size_t workers_of(const RunOptions& options) {
  return static_cast<std::size_t>(options.workers * (options.ranks ? options.ranks->size() : 1));
}

using Runner = std::function<bool(const JobSet&)>;

/// Runs jobs in processes here, and in the other ranks if there are any.
Runner runner_of(const ExpandedStudy& study, const MeasuredStudy& measured,
                 const RunOptions& options) {
  Ranks* const ranks = options.ranks && options.ranks->size() > 1 ? options.ranks : nullptr;
  const int workers = is_live(study) ? 1 : options.workers;
  if (is_live(study) && (ranks || options.workers > 1))
    tell(fmt::format("{}: one scenario after the other{}",
                     study.mode == Mode::emulated ? "emulate" : "compute: live",
                     ranks ? ", on rank 0" : ""));
  if (!ranks || is_live(study))
    return [workers](const JobSet& work) { return run_in_workers(work, workers); };
  return [ranks, workers, helpers = share_study(study, measured, *ranks)](const JobSet& work) {
    return run_in_ranks(work, workers, helpers, *ranks);
  };
}

/// Scenarios that take long begin first, so that no worker still runs one when the others are done
/// (longest processing time first; Graham, 1969). If even the longest takes a very small share of
/// the time, they keep their order, because the results file can then take them as they come.
void sort_by_cost(const ExpandedStudy& study, std::size_t workers, std::vector<std::size_t>& jobs) {
  constexpr double kSmallShare = 0.01;  // of what one worker does
  std::vector<double> cost(study.scenarios.size());
  double most = 0, all = 0;
  for (const std::size_t id : jobs) {
    cost[id] = expected_packets(study, id);
    most = std::max(most, cost[id]);
    all += cost[id];
  }
  if (most < kSmallShare * all / static_cast<double>(workers)) return;
  std::stable_sort(jobs.begin(), jobs.end(),
                   [&](std::size_t a, std::size_t b) { return cost[a] > cost[b]; });
}

/// Runs the scenarios that the journal lacks. Returns false if it was interrupted.
bool simulate_rest(const ExpandedStudy& study, const MeasuredStudy& measured, const Runner& run,
                   std::size_t workers, Journal& journal, StudyResults& file) {
  const std::vector<std::size_t> finished = journal.finished();
  JobSet work = work_of(study, measured);
  StudyEmulator emulator(study, measured);
  if (study.mode == Mode::emulated)
    work.run = [&](std::size_t id) { return pack(emulator.run(id)); };
  for (std::size_t id = 0; id < study.scenarios.size(); ++id)
    if (!std::binary_search(finished.begin(), finished.end(), id)) work.jobs.push_back(id);
  sort_by_cost(study, workers, work.jobs);
  const bool in_order = finished.empty() && std::is_sorted(work.jobs.begin(), work.jobs.end());
  Progress progress(study.mode == Mode::emulated ? "emulate" : "simulate", study.scenarios.size(),
                    finished.size());
  const InterruptWatch watch;  // a second signal must not end the writing of what has finished
  JournalWriter writer(journal, [&](std::size_t id, const std::string& result) {
    if (in_order) file.add(id, result);
  });
  work.finished = [&](std::size_t id, std::string result) {
    progress.advance(status_of(result) != "ok");
    writer.add(id, std::move(result));
  };
  work.idle = [&] { writer.write_if_due(); };
  const bool complete = run(work);
  writer.finish();
  return complete;
}

}  // namespace

int run_study(const ExpandedStudy& study, const RunOptions& options,
              std::optional<MeasuredStudy> known) {
  check_output(options.output);
  check_is_not_log(options.output);
  const OutputLock lock(options.output);
  const std::optional<Provenance> existing = existing_results(options.output, study, options.rules);
  if (study.mode == Mode::emulated && !existing) {
    check_emulation(study);
    if (!options.part) tell_of_larger_messages(study);
  }
  std::optional<Journal> journal = journal_to_resume(study, options);
  if (journal && known && journal->fact(kInputs) != inputs_key(study, *known))
    throw UserError(
        fmt::format("{}: was begun from another results file (use --force to begin "
                    "anew)",
                    Journal::path_beside(options.output).string()));
  const MeasuredStudy measured = journal ? measured_from_bytes(journal->fact(kMeasured))
                                 : known ? std::move(*known)
                                         : measure_study(study);
  if (existing) {
    if (existing->profiles_key != inputs_key(study, measured)) {
      throw UserError(
          fmt::format("{}: exists and answers this study from other profiles or traces (use "
                      "--force to replace it, or -o for another file)",
                      options.output.string()));
    }
    if (journal) journal->remove();  // its run ended after it had named the file, before this line
    if (!options.part)
      tell(fmt::format("{}: answers this study from these profiles already; kept",
                       options.output.string()));
    return 0;
  }
  if (journal && journal->fact(kInputs) != inputs_key(study, measured))
    throw UserError(
        fmt::format("{}: a trace has changed since it was begun (use --force to begin anew)",
                    Journal::path_beside(options.output).string()));
  const Runner runner = runner_of(study, measured, options);
  const auto begin_journal = [&] {
    return Journal::begin(Journal::path_beside(options.output),
                          {{kStudy, study.expanded_yaml},
                           {kBuild, this_build()},
                           {kMode, name_of(study.mode)},
                           {kProfiles, profiles_file_key(study)},
                           {kInputs, inputs_key(study, measured)},
                           {kMeasured, to_bytes(measured)}});
  };
  std::future<Journal> begun;  // the disk writes the journal while the results file is made
  if (!journal) begun = std::async(std::launch::async | std::launch::deferred, begin_journal);
  const auto begin_file = [&] {
    try {
      return std::make_unique<StudyResults>(study, measured, options.output);
    } catch (const UserError&) {
      if (begun.valid()) begun.get().remove();
      throw;
    }
  };
  const std::unique_ptr<StudyResults> file = begin_file();
  if (!journal) journal.emplace(begun.get());
  remove_leftovers(options.output);
  const bool complete =
      simulate_rest(study, measured, runner, workers_of(options), *journal, *file);
  const Shortcomings bad = file->finish(*journal, complete, options.command);
  if (!complete) {
    tell(fmt::format("interrupted: {} of {} scenarios are in {} (go on with --resume)",
                     journal->finished().size(), study.scenarios.size(), options.output.string()));
    return 130;
  }
  journal->remove();
  remove_leftovers(options.output);  // of a run that was still ending when this one began
  if (!options.part) tell(fmt::format("written to {}", options.output.string()));
  if (bad.count == 0) return 0;
  // The reasons are stored with the scenarios.
  tell(fmt::format("{} of {} scenarios are not ok; the first, {}", bad.count,
                   study.scenarios.size(), bad.first));
  return 1;
}

}  // namespace tiersim
