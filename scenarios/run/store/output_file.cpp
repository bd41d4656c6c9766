#include "scenarios/run/store/output_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <string_view>

#include "scenarios/run/store/journal.h"
#include "sim/base/error.h"
#include "sim/base/partial_file.h"
#include "sim/results/results_file.h"

namespace tiersim {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(const fs::path& output) {
  return output.has_parent_path() ? output.parent_path() : fs::path(".");
}

/// File systems allow 255 bytes. The longest name that is made of it is that of SQLite's journal of
/// our journal.
constexpr std::size_t kLongestName = 255 - std::string_view(".journal-journal").size();

/// Throws UserError if something is at `path` and it is not a regular file: a link may lead to a
/// file of somebody else, and a device would be replaced by a file.
void check_place(const fs::path& path, const fs::file_status& status) {
  if (fs::is_symlink(status))
    throw UserError(
        fmt::format("{}: is a symbolic link (name the file that it leads to, or "
                    "another file, with -o)",
                    path.string()));
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw UserError(
        fmt::format("{}: is not a regular file (name another file with -o)", path.string()));
}

}  // namespace

void check_output(const fs::path& output) {
  const std::string name = output.string();
  std::error_code error;
  const auto status = fs::symlink_status(output, error);
  if (error == std::errc::filename_too_long || output.filename().string().size() > kLongestName)
    throw UserError(fmt::format("{}: has too long a name (name a shorter file with -o)", name));
  if (fs::is_directory(output, error))
    throw UserError(fmt::format("{}: is a folder (name a file with -o)", name));
  const fs::path folder = folder_of(output);
  if (!fs::is_directory(folder, error))
    throw UserError(
        fmt::format("{}: no such folder (create it, or name another with -o)", folder.string()));
  if (access(folder.c_str(), W_OK) != 0)
    throw UserError(
        fmt::format("{}: cannot be written to (name another folder with -o)", folder.string()));
  check_place(output, status);
  if (fs::exists(status) && !holds_results(output))
    throw UserError(
        fmt::format("{}: exists and is not a whole results file of tiersim (move it, or name "
                    "another file with -o)",
                    name));
  const fs::path journal = Journal::path_beside(output);
  check_place(journal, fs::symlink_status(journal, error));
}

void check_is_no_input(const fs::path& output, const fs::path& input) {
  std::error_code error;
  if (fs::equivalent(output, input, error) && !error)
    throw UserError(
        fmt::format("{}: would replace a file that this call reads (name another file "
                    "with -o)",
                    output.string()));
}

void remove_leftovers(const fs::path& output) {
  for (const fs::path& file : {output, Journal::path_beside(output)})
    remove_abandoned_partials(folder_of(output), file.filename());
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
