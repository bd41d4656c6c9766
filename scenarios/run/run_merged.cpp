#include "scenarios/run/run_merged.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenarios/run/store/differing_settings.h"
#include "scenarios/run/store/output_file.h"
#include "scenarios/run/store/output_lock.h"
#include "scenarios/terminal/tell.h"
#include "sim/base/error.h"

namespace tiersim {

namespace fs = std::filesystem;

int run_merged(std::vector<Replay> replays, const RunOptions& options) {
  check_output(options.output);
  check_is_not_log(options.output);
  const OutputLock lock(options.output);
  if (fs::exists(options.output) && !options.rules.force)
    throw UserError(fmt::format("{}: exists (use --force to replace it, or -o for another file)",
                                options.output.string()));
  int status = 0;
  std::vector<fs::path> parts;
  for (Replay& replay : replays) {
    RunOptions own = options;
    own.output = fmt::format("{}.study-{}.h5", options.output.string(), parts.size() + 1);
    tell(fmt::format("study {} of {}", parts.size() + 1, replays.size()));
    const int ended = run_study(replay.study, own, std::move(replay.measured));
    if (ended == 130) return ended;
    status = std::max(status, ended);
    parts.push_back(own.output);
  }
  merge_results(parts, options.output, differing_settings(parts));
  for (const fs::path& part : parts) fs::remove(part);
  tell(fmt::format("written to {}", options.output.string()));
  return status;
}

}  // namespace tiersim
