#include "scenarios/run/store/output_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include "scenarios/run/store/journal.h"
#include "sim/base/error.h"
#include "sim/base/partial_file.h"

namespace tiersim {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(const fs::path& output) {
  return output.has_parent_path() ? output.parent_path() : fs::path(".");
}

}  // namespace

void check_output(const fs::path& output) {
  if (fs::is_directory(output))
    throw UserError(fmt::format("{}: is a folder (name a file with -o)", output.string()));
  const fs::path folder = folder_of(output);
  if (!fs::is_directory(folder))
    throw UserError(
        fmt::format("{}: no such folder (create it, or name another with -o)", folder.string()));
  if (access(folder.c_str(), W_OK) != 0)
    throw UserError(
        fmt::format("{}: cannot be written to (name another folder with -o)", folder.string()));
}

void remove_leftovers(const fs::path& output) {
  remove_abandoned_partials(folder_of(output), output.filename());
}

std::optional<Provenance> existing_results(const fs::path& path, const ExpandedStudy& study,
                                           const OutputRules& rules) {
  const fs::path journal = Journal::path_beside(path);
  if (rules.force) return std::nullopt;
  if (!rules.resume && fs::exists(journal)) {
    throw UserError(
        fmt::format("{}: holds what an interrupted run has finished (use --resume to go on, or "
                    "--force to begin anew)",
                    journal.string()));
  }
  if (!fs::exists(path)) return std::nullopt;
  Provenance found;
  try {
    found = read_provenance(path);
  } catch (const UserError& error) {
    throw UserError(fmt::format("{}; it is not overwritten without --force", error.what()));
  }
  if (found.study_expanded != study.expanded_yaml) {
    throw UserError(fmt::format(
        "{}: exists and answers another study (use --force to replace it, or -o for another file)",
        path.string()));
  }
  if (found.mode != name_of(study.mode))
    throw UserError(
        fmt::format("{}: exists and was {} (use --force to replace it, or -o for another "
                    "file)",
                    path.string(), found.mode));
  if (found.complete == "yes") return found;
  if (rules.resume && fs::exists(journal)) return std::nullopt;
  throw UserError(
      fmt::format("{}: exists and holds a part of this study, which was interrupted; its journal "
                  "is gone (use --force to run it again)",
                  path.string()));
}

}  // namespace tiersim
