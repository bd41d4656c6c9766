#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace tiersim {

/// Jobs to run in worker processes, and what to do with their results. Jobs have numbers; results
/// are bytes.
struct JobSet {
  std::vector<std::size_t> jobs;  ///< handed out in this order
  /// Runs a job, in a worker process, and returns its result.
  std::function<std::string(std::size_t job)> run;
  /// The result of a job during which its worker process died.
  std::function<std::string(std::size_t job, const std::string& reason)> failed;
  /// Takes the results, in any order.
  std::function<void(std::size_t job, std::string result)> finished;
  /// Called at least once a second while results are waited for.
  std::function<void()> idle{};
};

}  // namespace tiersim
