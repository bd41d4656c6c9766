#include "scenarios/run/workers/workers.h"

#include <poll.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <functional>
#include <map>
#include <numeric>

using namespace tiersim;

namespace {

/// Jobs 0 to count - 1. The result of each is its number as text, and goes to `results`.
JobSet work_of(std::size_t count, std::map<std::size_t, std::string>& results) {
  JobSet work;
  work.jobs.resize(count);
  std::iota(work.jobs.begin(), work.jobs.end(), 0);
  work.run = [](std::size_t job) { return std::to_string(job); };
  work.failed = [](std::size_t, const std::string& reason) { return "failed: " + reason; };
  work.finished = [&](std::size_t job, std::string result) {
    CHECK(results.emplace(job, std::move(result)).second);  // once
  };
  return work;
}

}  // namespace

TEST_CASE("Every job is done once, for any number of workers", "[workers]") {
  for (const int workers : {1, 2, 3, 50}) {
    std::map<std::size_t, std::string> results;
    CHECK(run_in_workers(work_of(20, results), workers));
    REQUIRE(results.size() == 20);
    for (const auto& [job, result] : results) CHECK(result == std::to_string(job));
  }
}

TEST_CASE("Large results arrive whole, empty ones too", "[workers]") {
  std::map<std::size_t, std::string> results;
  JobSet work = work_of(3, results);
  work.run = [](std::size_t job) {
    return std::string(job * 20'000'000, static_cast<char>('a' + job));
  };
  CHECK(run_in_workers(work, 2));
  for (const std::size_t job : {0, 1, 2}) CHECK(results[job] == work.run(job));
}

TEST_CASE("If a worker dies, only the job that it was running fails", "[workers]") {
  for (const int workers : {1, 2}) {
    std::map<std::size_t, std::string> results;
    JobSet work = work_of(12, results);
    work.run = [](std::size_t job) {
      if (job == 3) raise(SIGKILL);
      if (job == 4) _exit(9);
      return std::to_string(job);
    };
    CHECK(run_in_workers(work, workers));
    REQUIRE(results.size() == 12);
    for (const auto& [job, result] : results)
      CHECK((result == std::to_string(job)) == (job != 3 && job != 4));
    CHECK(results[3].find("signal 9") != std::string::npos);
    CHECK(results[4].find("status 9") != std::string::npos);
  }
}

TEST_CASE("No job waits behind a long job at the beginning or near the end", "[workers]") {
  // The long job lasts until the others are done. If one of them waited behind it, it would not
  // end.
  for (const std::size_t place : {0, 8}) {
    std::map<std::size_t, std::string> results;
    JobSet work = work_of(10, results);
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    work.run = [&](std::size_t job) {
      char byte = 0;
      if (job == place && read(ends[0], &byte, 1) != 1) return std::string("not told");
      return std::to_string(job);
    };
    work.finished = [&](std::size_t job, const std::string& result) {
      results[job] = result;
      if (results.size() == 9) CHECK(write(ends[1], "x", 1) == 1);
    };
    CHECK(run_in_workers(work, 2));
    REQUIRE(results.size() == 10);
    for (const auto& [job, result] : results) CHECK(result == std::to_string(job));
    for (const int end : ends) close(end);
  }
}

namespace {

/// Runs ten jobs in one worker, which writes the number of each job to a pipe when it begins.
/// `look` is called when a job's result is processed; `told` is the pipe's reading end.
void watch_one_worker(Pool::Clock::duration quick,
                      const std::function<void(std::size_t finished, int told)>& look) {
  std::map<std::size_t, std::string> results;
  JobSet work = work_of(10, results);
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  work.run = [&](std::size_t job) {
    const auto number = static_cast<unsigned char>(job);
    return std::string(write(ends[1], &number, 1) == 1 ? "told" : "not told");
  };
  work.finished = [&](std::size_t job, const std::string&) { look(job, ends[0]); };
  CHECK(run_in_workers(work, 1, quick));
  for (const int end : ends) close(end);
}

/// The number of the job that a worker tells of next. Waits for it.
std::size_t next_told(int told) {
  unsigned char number = 0;
  REQUIRE(read(told, &number, 1) == 1);
  return number;
}

}  // namespace

TEST_CASE("A worker of quick jobs has one ahead", "[workers]") {
  // While the result of one job is processed, the worker ends the next and begins the one after it.
  std::size_t begun = 0;
  watch_one_worker(std::chrono::hours(1), [&](std::size_t finished, int told) {
    const bool plenty = finished + 3 < 10;  // more than one is left when the next two are given out
    while (plenty && begun < finished + 2) begun = next_told(told);
  });
  CHECK(begun >= 8);
}

TEST_CASE("A worker of long jobs has none ahead", "[workers]") {
  // The job after the next is given out only when the next one's result has come.
  watch_one_worker(Pool::Clock::duration{0}, [](std::size_t finished, int told) {
    for (pollfd waiting{told, POLLIN, 0}; poll(&waiting, 1, 0) > 0;)
      CHECK(next_told(told) <= finished + 1);
  });
}

TEST_CASE("A signal to the whole group of processes fails no job", "[workers]") {
  // As mpirun, batch systems and terminals end a job.
  std::map<std::size_t, std::string> results;
  JobSet work = work_of(1000, results);
  work.finished = [&](std::size_t job, std::string result) {
    CHECK(result == std::to_string(job));
    results[job] = std::move(result);
    if (results.size() == 2) kill(0, SIGTERM);
  };
  const pid_t before = getpgrp();
  setpgid(0, 0);
  REQUIRE(getpgrp() == getpid());  // else others would be meant, too
  CHECK_FALSE(run_in_workers(work, 4));
  setpgid(0, before);
  CHECK(results.size() < 20);
}

TEST_CASE("An interrupt ends the work early and keeps what is done", "[workers]") {
  std::map<std::size_t, std::string> results;
  JobSet work = work_of(1000, results);
  work.finished = [&](std::size_t job, std::string result) {
    results[job] = std::move(result);
    if (results.size() == 2) raise(SIGINT);
  };
  CHECK_FALSE(run_in_workers(work, 1));
  CHECK(results.size() >= 2);
  CHECK(results.size() < 10);
}
