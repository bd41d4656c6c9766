#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace tiersim {

/// What is to be done, and where what came of it goes; jobs have numbers, results are bytes.
struct JobSet {
  std::vector<std::size_t> jobs;  ///< handed out in this order
  std::function<std::string(std::size_t job)> run;
  /// What a job came to that cost the process its life, as `run` would have said it.
  std::function<std::string(std::size_t job, const std::string& reason)> failed;
  std::function<void(std::size_t job, std::string result)> finished;  ///< in any order
  std::function<void()> idle{};  ///< at least once a second, while results are waited for
};

}  // namespace tiersim
