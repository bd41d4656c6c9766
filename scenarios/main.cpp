#include <fmt/format.h>

#include <exception>
#include <functional>
#include <memory>

#include "scenarios/commands/dispatch.h"
#include "scenarios/run/workers/ranks.h"
#include "sim/base/error.h"
#include "sim/base/standard_streams.h"

namespace {

using namespace tiersim;

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
