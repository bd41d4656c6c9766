#include "scenarios/run/workers/workers.h"

#include <poll.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <map>
#include <numeric>

using namespace tiersim;

namespace {

/// Jobs 0 to count - 1, each of which comes to its number as text; what came of them in
/// `results`.
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

TEST_CASE("A worker that dies costs its job alone, not those it had ahead", "[workers]") {
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

TEST_CASE("Behind a long job at the beginning, or near the end, no other waits", "[workers]") {
  // It lasts until the others are done, which it could not where one waited behind it.
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

TEST_CASE("A worker of quick jobs has one ahead", "[workers]") {
  // While what one came to is looked at, the worker ends the next and begins the one after it.
  std::map<std::size_t, std::string> results;
  JobSet work = work_of(100, results);
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  work.run = [&](std::size_t job) {
    const auto number = static_cast<unsigned char>(job);
    return std::string(write(ends[1], &number, 1) == 1 ? "begun" : "not told");
  };
  bool ahead = false;
  std::size_t begun = 0;
  work.finished = [&](std::size_t job, const std::string&) {
    constexpr int kPatience = 100;  // ms, where the machine was too slow to call a job quick
    for (pollfd told{ends[0], POLLIN, 0};
         !ahead && begun < job + 2 && poll(&told, 1, kPatience) > 0;) {
      unsigned char number = 0;
      REQUIRE(read(ends[0], &number, 1) == 1);
      begun = number;
    }
    ahead = ahead || begun == job + 2;
  };
  CHECK(run_in_workers(work, 1));
  CHECK(ahead);
  for (const int end : ends) close(end);
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
