#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include "models/catalog/catalog.h"
#include "models/catalog/nearest_name.h"
#include "scenarios/calibrate/calibrate.h"
#include "scenarios/measure/measure_profiles.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/measure/profile_plan.h"
#include "scenarios/run/run_merged.h"
#include "scenarios/run/run_study.h"
#include "scenarios/run/share_study.h"
#include "scenarios/run/store/differing_settings.h"
#include "scenarios/run/store/output_file.h"
#include "scenarios/run/store/output_lock.h"
#include "scenarios/run/store/replay.h"
#include "scenarios/run/store/version.h"
#include "scenarios/run/workers/ranks.h"
#include "scenarios/study/expand/expand.h"
#include "scenarios/study/reference/key_list.h"
#include "scenarios/study/reference/study_schema.h"
#include "scenarios/terminal/describe.h"
#include "scenarios/terminal/summary.h"
#include "scenarios/terminal/tell.h"
#include "scenarios/validate/validate_study.h"
#include "scenarios/validate/validation_file.h"
#include "scenarios/validate/validation_rounds.h"
#include "scenarios/validate/validation_table.h"
#include "sim/base/error.h"
#include "sim/base/standard_streams.h"
#include "sim/results/results_file.h"

namespace {

using namespace tiersim;

struct StudyArguments {
  std::string study;
  std::vector<std::string> set, sweep;
};

/// "PATH=VALUE" to its two halves.
std::vector<std::pair<std::string, std::string>> split_pairs(const std::vector<std::string>& texts,
                                                             const char* option) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      throw UserError(fmt::format("{} {}: has no value (write PATH=VALUE)", option, text));
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return pairs;
}

Overrides overrides_of(const StudyArguments& arguments) {
  return {split_pairs(arguments.set, "--set"), split_pairs(arguments.sweep, "--sweep")};
}

ExpandedStudy read(const StudyArguments& arguments) {
  return expand(Document::read(arguments.study), overrides_of(arguments));
}

CLI::App* add_study_command(CLI::App& app, const char* name, const char* help,
                            StudyArguments& arguments) {
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("study", arguments.study, "Study file (YAML)")->required();
  command
      ->add_option("--set", arguments.set, "PATH=VALUE: replace a setting, e.g. request.count=10")
      ->allow_extra_args(false);
  command->add_option("--sweep", arguments.sweep, "PATH=V1,V2,... or a range: sweep a setting")
      ->allow_extra_args(false);
  return command;
}

/// The keys of studies as text, as Markdown tables, or as JSON Schema.
int list_keys(const std::string& form) {
  fmt::print("{}", form == "schema"     ? study_schema()
                   : form == "markdown" ? key_tables()
                                        : key_list());
  return 0;
}

int list(const std::string& what) {
  const auto& entries = what == "subjects"    ? known_subjects()
                        : what == "operators" ? known_operators()
                        : what == "tiers"     ? known_tiers()
                                              : known_datasets();
  std::size_t width = 0;
  for (const CatalogEntry& entry : entries) width = std::max(width, entry.name.size());
  for (const CatalogEntry& entry : entries)
    fmt::print("{:<{}}  {}\n", entry.name, width, entry.description);
  return 0;
}

int profile(const ExpandedStudy& study) {
  check_tiers(study);
  MeasuredStudy measured = prepare_variants(study, tell);
  measure_profiles(study, measured, tell);
  return std::all_of(measured.profiles.begin(), measured.profiles.end(),
                     [](const auto& item) { return item.second.valid; })
             ? 0
             : 1;
}

std::string joined(int argc, char** argv) {
  std::string command = "tiersim";
  for (int i = 1; i < argc; ++i) command += fmt::format(" {}", argv[i]);
  return command;
}

/// The results file if the command line names none.
std::filesystem::path default_output(const StudyArguments& arguments, const char* suffix) {
  std::error_code error;
  std::filesystem::create_directories("results", error);
  std::error_code ignored;
  if (!std::filesystem::is_directory("results", ignored))
    throw UserError(fmt::format("results: cannot be made a folder: {} (name a file with -o)",
                                error ? error.message() : "something else has this name"));
  std::filesystem::path path = "results" / std::filesystem::path(arguments.study).stem();
  return path += suffix;
}

int run(const StudyArguments& arguments, RunOptions options) {
  const bool is_named = !options.output.empty();
  if (is_results_file(arguments.study)) {
    std::vector<Replay> replays = read_replays(arguments.study, overrides_of(arguments));
    if (!is_named) options.output = default_output(arguments, "-again.h5");
    check_is_no_input(options.output, arguments.study);
    if (replays.size() > 1) {
      if (options.ranks) read_replay(arguments.study, {});  // says that it cannot be shared
      return run_merged(std::move(replays), options);
    }
    return run_study(replays[0].study, options, std::move(replays[0].measured));
  }
  const ExpandedStudy study = read(arguments);
  if (!is_named) options.output = default_output(arguments, ".h5");
  return run_study(study, options);
}

int emulate(const StudyArguments& arguments, RunOptions options) {
  const ExpandedStudy study = emulated(read(arguments));
  if (options.output.empty()) options.output = default_output(arguments, "-emulated.h5");
  options.workers = 1;
  return run_study(study, options);
}

/// What `tiersim validate` takes besides what `emulate` takes.
struct ValidationArguments {
  std::string budget{"5 %"};
  int rounds{2};
  std::vector<std::string> emulate_with;
};

void add_validation_options(CLI::App& call, ValidationArguments& arguments) {
  call.add_option("--budget", arguments.budget,
                  "Largest error of a median that is accepted; of a p95, twice as much")
      ->capture_default_str();
  call.add_option("--rounds", arguments.rounds,
                  "How often the study is simulated and emulated, each time with another seed; 2 "
                  "to 100")
      ->capture_default_str();
  call.add_option("--emulate-with", arguments.emulate_with,
                  "PATH=VALUE: replace a setting in the emulation alone, to see what the "
                  "difference does")
      ->allow_extra_args(false);
}

int validate(const StudyArguments& arguments, const ValidationArguments& validation,
             RunOptions options) {
  ValidationOptions wanted;
  wanted.budget = parse_budget(validation.budget);
  check_rounds(validation.rounds);
  Overrides overrides = overrides_of(arguments);
  overrides.emulate_with = split_pairs(validation.emulate_with, "--emulate-with");
  const std::vector<ValidationRound> rounds =
      validation_rounds(arguments.study, overrides, validation.rounds);
  if (options.output.empty()) options.output = default_output(arguments, ".validation.h5");
  wanted.study = std::filesystem::path(arguments.study).filename();
  wanted.emulate_with = fmt::format("{}", fmt::join(validation.emulate_with, ", "));
  wanted.run = std::move(options);
  wanted.run.ranks = nullptr;  // an emulation has one machine
  return validate_study(rounds, wanted);
}

/// What `tiersim show` prints of a results file or a validation file.
std::string shown(const std::string& file) {
  return is_validation(file) ? validation_table(read_validation(file)) : summary_table(file);
}

/// The options of `tiersim calibrate`, before they are checked.
struct CalibrateArguments {
  CalibrationOptions options;
  std::vector<std::string> from;
  std::string service{"study"}, tolerance{"5 %"};
};

CLI::App* add_calibrate(CLI::App& app, StudyArguments& study, CalibrateArguments& arguments) {
  CLI::App* call = add_study_command(
      app, "calibrate",
      "Fit overheads and message sizes to latencies that were measured on a testbed, and predict "
      "the other measured cells",
      study);
  CalibrationOptions& options = arguments.options;
  call->add_option("--measured", options.cells, "CSV file of measured cells")->required();
  call->add_option("--from", arguments.from,
                   "PATH=VALUE: fit only the cells with this swept value; several values of a path "
                   "are alternatives")
      ->required()
      ->allow_extra_args(false);
  call->add_option("-o,--output", options.output,
                   "Folder for profiles.csv and calibrated.yaml (default: "
                   "results/<study>-calibrated)");
  call->add_option("--service", arguments.service,
                   "study: the service times of the study; cells: they are part of the overheads")
      ->capture_default_str()
      ->check(CLI::IsMember({"study", "cells"}));
  call->add_flag("--known-sizes", options.known_sizes, "Fit overheads alone, no message sizes");
  call->add_option("--tolerance", arguments.tolerance,
                   "The largest error of a fitted cell with which the fit is accepted")
      ->capture_default_str();
  call->add_flag("--force", options.force, "Replace files that exist");
  return call;
}

int calibrate(const StudyArguments& study, CalibrateArguments& arguments, int workers) {
  CalibrationOptions& options = arguments.options;
  options.read.from = split_pairs(arguments.from, "--from");
  options.read.without_service = arguments.service == "cells";
  try {
    options.tolerance = parse_fraction(arguments.tolerance);
  } catch (const UserError& error) {
    throw UserError(fmt::format("--tolerance: {}", error.what()));
  }
  options.workers = workers;
  if (options.output.empty())  // the folder is made when there is something to write
    options.output =
        "results/" + std::filesystem::path(study.study).stem().string() + "-calibrated";
  return calibrate(Document::read(study.study), overrides_of(study), options);
}

/// The study in a study file, or the study that a results file answers.
ExpandedStudy read_any(const StudyArguments& arguments) {
  return is_results_file(arguments.study)
             ? read_replay(arguments.study, overrides_of(arguments)).study
             : read(arguments);
}

int merge(const std::vector<std::filesystem::path>& results, const RunOptions& options) {
  check_output(options.output);
  for (const std::filesystem::path& input : results) check_is_no_input(options.output, input);
  const OutputLock lock(options.output);
  if (std::filesystem::exists(options.output) && !options.rules.force)
    throw UserError(fmt::format("{}: exists (use --force to replace it, or -o for another file)",
                                options.output.string()));
  remove_leftovers(options.output);
  merge_results(results, options.output, differing_settings(results));
  tell(fmt::format("written to {}", options.output.string()));
  return 0;
}

/// Throws UserError if the first word of the call is not a command.
void check_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return;
  const std::string word = argv[1];
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), word) != names.end()) return;
  const std::string near = nearest_name(word, names);
  throw UserError(fmt::format("tiersim: no command \"{}\" ({})", word,
                              near.empty() ? fmt::format("use one of {}", fmt::join(names, ", "))
                                           : fmt::format("did you mean \"{}\"?", near)));
}

int dispatch(int argc, char** argv, Ranks* ranks) {
  CLI::App app{
      "Which rewrite of a model, on which tier, over which links, gives which latency at which "
      "accuracy"};
  app.set_version_flag("--version", kVersion);
  app.require_subcommand(1);

  StudyArguments arguments;
  RunOptions options;
  const bool helps = ranks && ranks->rank() > 0;
  options.ranks = ranks;
  options.workers = ranks ? 1 : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  options.command = joined(argc, argv);

  Reporting reporting;
  CLI::App* run_call = add_study_command(
      app, "run",
      "Prepare, measure and simulate a study, and store the results; of a results file: simulate "
      "again from what it holds",
      arguments);
  CLI::App* emulate_call = add_study_command(
      app, "emulate",
      "Run a study in real time: a process for each tier, the real models, real packets over the "
      "study's links",
      arguments);
  CLI::App* validate_call = add_study_command(
      app, "validate",
      "Simulate and emulate a study in turn, and print how far both are apart; status 1 if that is "
      "past the budget",
      arguments);
  ValidationArguments validation;
  add_validation_options(*validate_call, validation);
  CalibrateArguments calibration;
  CLI::App* calibrate_call = add_calibrate(app, arguments, calibration);
  for (CLI::App* call : {run_call, calibrate_call})
    call->add_option("-j,--jobs", options.workers,
                     "Worker processes; under mpirun or srun, of each rank")
        ->capture_default_str()
        ->check(CLI::Range(1, 1024));
  for (CLI::App* call : {run_call, emulate_call, validate_call}) {
    call->add_option("-o,--output", options.output,
                     call == validate_call
                         ? "Validation file (default: results/<study>.validation.h5)"
                         : fmt::format("Results file (default: results/<study>{}.h5)",
                                       call == run_call ? "" : "-emulated"));
    CLI::Option* const force =
        call->add_flag("--force", options.rules.force, "Replace a results file that exists");
    call->add_flag("--quiet", reporting.quiet, "Tell mistakes alone");
    call->add_option("--log", reporting.log, "Tell in this file, too, with the time");
    call->add_flag("--resume", options.rules.resume, "Go on with a run that was interrupted")
        ->excludes(force);
  }
  CLI::App* check_call =
      add_study_command(app, "check", "Read and expand a study, and say what it holds", arguments);
  CLI::App* prepare_call =
      add_study_command(app, "prepare", "Prepare the models of a study", arguments);
  CLI::App* profile_call =
      add_study_command(app, "profile", "Prepare and measure the models of a study", arguments);

  CLI::App* show_call =
      app.add_subcommand("show", "Print a summary of a results file or validation file");
  std::string results;
  show_call->add_option("results", results, "Results file or validation file (HDF5)")->required();
  std::vector<std::filesystem::path> merged;
  CLI::App* merge_call =
      app.add_subcommand("merge", "Join results files of one schema version to one");
  merge_call->add_option("results", merged, "Results files")->required()->expected(2, 10'000);
  merge_call->add_option("-o,--output", options.output, "Results file to write")->required();
  merge_call->add_flag("--force", options.rules.force, "Replace a results file that exists");
  CLI::App* list_call = app.add_subcommand("list", "Print what studies may name");
  std::string what;
  list_call->add_option("what", what, "subjects, operators, tiers, datasets or keys")
      ->required()
      ->check(CLI::IsMember({"subjects", "operators", "tiers", "datasets", "keys"}));
  std::string form = "text";
  list_call->add_option("--as", form, "Of keys: text, markdown or schema (JSON Schema)")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "markdown", "schema"}));

  const auto refuse_help = [&](const UserError& mistake) {
    return help_with_study([&]() -> ExpandedStudy { throw mistake; }, 1, *ranks);
  };
  try {
    check_command(app, argc, argv);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (!helps) return app.exit(error) == 0 ? 0 : 2;
    return refuse_help(UserError(error.what()));
  } catch (const UserError& mistake) {
    if (!helps) throw;
    return refuse_help(mistake);
  }
  if (helps) return help_with_study([&] { return read_any(arguments); }, options.workers, *ranks);
  set_reporting(reporting);
  if (run_call->parsed()) return run(arguments, options);
  if (emulate_call->parsed()) return emulate(arguments, options);
  if (validate_call->parsed()) return validate(arguments, validation, options);
  if (calibrate_call->parsed()) return calibrate(arguments, calibration, options.workers);
  if (check_call->parsed()) return fmt::print("{}", plain_text(describe(read(arguments)))), 0;
  if (prepare_call->parsed()) return prepare_variants(read(arguments), tell), 0;
  if (profile_call->parsed()) return profile(read(arguments));
  if (merge_call->parsed()) return merge(merged, options);
  if (show_call->parsed()) return fmt::print("{}", plain_text(shown(results))), 0;
  return what == "keys" ? list_keys(form) : list(what);
}

/// The exit status of a call. If an exception ends the call, its text is written as one line.
int exit_status_of(const std::function<int()>& call) {
  try {
    return call();
  } catch (const UserError& error) {
    if (Ranks::told() == 0) print_error_line(error.what());
    return 2;
  } catch (const std::exception& error) {
    print_error_line(fmt::format("tiersim: {}", error.what()));
    return 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_streams();
  return exit_status_of([&] {
    // Under MPI, rank 0 does what is asked, the others help with `run`, and all end with its
    // status.
    const std::unique_ptr<Ranks> ranks = Ranks::join();
    const int status = exit_status_of([&] { return dispatch(argc, argv, ranks.get()); });
    flush_standard_output();  // now, because when one rank ends, the launcher may end all
    if (ranks && ranks->rank() == 0) ranks->end(status);
    return status;
  });
}
