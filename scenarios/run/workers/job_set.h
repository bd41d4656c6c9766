#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace tiersim {

/// Jobs for worker processes, and the functions that run a job and take its result. A job is a
/// number. A result is a string of bytes.
struct JobSet {
  std::vector<std::size_t> jobs;  ///< numbers of the jobs; workers get them in this order
  /// Runs a job and returns its result. Called in a worker process.
  std::function<std::string(std::size_t job)> run;
  /// Returns a result for a job during which its worker process died. `reason` says how the process
  /// ended. Called in the process that started the worker.
  std::function<std::string(std::size_t job, const std::string& reason)> failed;
  /// Called in the process that started the workers, with each job and its result, as soon as the
  /// job has finished. Jobs may finish in any order.
  std::function<void(std::size_t job, std::string result)> finished;
  /// Called at least once a second while the process that started the workers waits for results.
  /// May be empty.
  std::function<void()> idle{};
};

}  // namespace tiersim
