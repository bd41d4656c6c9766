// What storing costs: a study of 10,000 scenarios of 100 requests, cheap ones ("analytic"), run as
// `tiersim run` does and run to nothing, its results dropped where they were found. The two take
// turns, each in processes of its own, and are compared round by round, so that a slow spell of
// the machine meets both: the median round is printed with the middle half of them, and beside it
// the quickest of one against the quickest of the other. Storing is what lies between a finished
// simulation and bytes on the disk: its share of the CPU time of all processes, and of the time
// that a person waits.
//
// Call: bench_storing [FOLDER [ROUNDS]]; results go to the folder, whose disk is a part of the
// time.

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenarios/measure/measure_profiles.h"
#include "scenarios/measure/profile_plan.h"
#include "scenarios/run/run_study.h"
#include "scenarios/run/scenario/run_scenario.h"
#include "scenarios/run/share_study.h"
#include "scenarios/run/workers/progress.h"
#include "scenarios/run/workers/workers.h"
#include "scenarios/study/expand/estimate_simulation.h"
#include "scenarios/terminal/tell.h"
#include "sim/base/random_streams.h"

using namespace tiersim;
namespace fs = std::filesystem;

namespace {

constexpr int kWorkers = 2, kScenarios = 10'000, kRequests = 100;

/// Times that differ in every digit, as measured ones do.
void write_study(const fs::path& folder) {
  std::ofstream times(folder / "times.csv");
  times << "subject,operator,stage,tier,service_ms,load_ms\n";
  RandomStream random(1);
  for (int i = 0; i < 400; ++i)
    times << fmt::format("net,whole,0,cloud,{:.6f},50\n",
                         10 + 1e-6 * static_cast<double>(random.index(400'000)));
  std::ofstream(folder / "study.yaml") << fmt::format(
      R"(tiersim: 1
subjects: [net]
operators: [whole]
deployments: [cloud]
profiles: times.csv
tiers: {{cloud: {{}}}}
links: {{mobile-edge: {{bandwidth: 200 Mbps, delay: 1 ms}}, edge-cloud: {{bandwidth: 1 Mbps, delay: 10 ms}}}}
network: {{fidelity: analytic}}
request: {{payload: 3136 B, answer: 1 kB, count: {}}}
sweep: {{links.edge-cloud.bandwidth: "1 Mbps .. 100 Mbps, log, {} steps"}}
)",
      kRequests, kScenarios);
}

ExpandedStudy read(const fs::path& folder) {
  return expand(Document::read((folder / "study.yaml").string()));
}

void simulate_and_store(const fs::path& folder) {
  RunOptions options;
  options.output = folder / "r.h5";
  options.workers = kWorkers;
  options.rules.force = true;
  if (run_study(read(folder), options) != 0) throw std::runtime_error("a run went wrong");
}

/// All that a run does, but that of a result nothing is kept.
void simulate(const fs::path& folder) {
  const ExpandedStudy study = read(folder);
  check_tiers(study);
  MeasuredStudy measured = prepare_variants(study, tell);
  measure_profiles(study, measured, tell);
  JobSet work = work_of(study, measured);
  work.jobs.resize(study.scenarios.size());
  std::iota(work.jobs.begin(), work.jobs.end(), 0);
  double packets = 0;  // a run sorts by them
  for (const std::size_t id : work.jobs) packets += expected_packets(study, id);
  work.run = [&](std::size_t id) { return run_scenario(study, id, measured).status; };
  Progress progress("simulate", study.scenarios.size(), 0);
  work.finished = [&](std::size_t, const std::string& status) {
    progress.advance(status != "ok" || packets == 0);
  };
  if (!run_in_workers(work, kWorkers)) throw std::runtime_error("a run was interrupted");
}

struct Cost {
  double cpu, wall;  ///< seconds
};

/// In a process of its own, with all that it starts.
Cost cost_of(const std::function<void()>& action) {
  const auto begun = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    try {
      action();
    } catch (const std::exception& error) {
      fmt::print(stderr, "{}\n", error.what());
      _exit(1);
    }
    _exit(0);
  }
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  if (status != 0) throw std::runtime_error("a contender did not end well");
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return {seconds(used.ru_utime) + seconds(used.ru_stime),
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count()};
}

double quantile(std::vector<double> values, double quantile) {
  const auto place = static_cast<std::ptrdiff_t>(quantile * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

/// "9.1 % (8.0 to 10.2; 9.0 of the quickest)": the share of storing in what the rounds took.
std::string percent(const std::vector<double>& stored, const std::vector<double>& dropped) {
  std::vector<double> shares;
  for (std::size_t round = 0; round < stored.size(); ++round)
    shares.push_back(100 * (1 - dropped[round] / stored[round]));
  return fmt::format("{:.1f} % ({:.1f} to {:.1f}; {:.1f} of the quickest)", quantile(shares, 0.5),
                     quantile(shares, 0.25), quantile(shares, 0.75),
                     100 * (1 - quantile(dropped, 0) / quantile(stored, 0)));
}

}  // namespace

int main(int argc, char** argv) {
  const fs::path folder = (argc > 1 ? fs::path(argv[1]) : fs::temp_directory_path()) /
                          fmt::format("bench-{}", getpid());
  const int rounds = argc > 2 ? std::stoi(argv[2]) : 21;
  fs::create_directory(folder);
  write_study(folder);
  set_reporting({true, {}});
  std::vector<double> cpu, wall, cpu_dropped, wall_dropped;
  for (int round = 0; round < rounds; ++round) {
    fs::remove(folder / "r.h5");  // to take its place would cost, too
    const Cost stored = cost_of([&] { simulate_and_store(folder); });
    const Cost dropped = cost_of([&] { simulate(folder); });
    cpu.push_back(stored.cpu);
    wall.push_back(stored.wall);
    cpu_dropped.push_back(dropped.cpu);
    wall_dropped.push_back(dropped.wall);
  }
  const auto bytes = static_cast<double>(fs::file_size(folder / "r.h5"));
  fs::remove_all(folder);
  fmt::print(
      "{} scenarios of {} requests by {} workers: {:.2f} s, {:.2f} s of CPU, {:.1f} bytes a "
      "request\nstoring: {} of the CPU time, {} of the time\n",
      kScenarios, kRequests, kWorkers, quantile(wall, 0.5), quantile(cpu, 0.5),
      bytes / kScenarios / kRequests, percent(cpu, cpu_dropped), percent(wall, wall_dropped));
}
