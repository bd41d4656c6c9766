#include "scenarios/measure/tier_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/process/args.hpp>
#include <boost/process/env.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/posix.hpp>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "sim/base/error.h"
#include "sim/base/frame.h"

namespace tiersim {
namespace {

namespace bp = boost::process;

constexpr int kSocketInChild = 3;
// A stage of ten seconds at a CPU share of 1 % is silent for a quarter of an hour.
constexpr std::chrono::minutes kPatience{30};
constexpr std::chrono::milliseconds kGoodbye{2000}, kLook{5};  // how long, how often

std::filesystem::path tier_program() {
  if (const char* named = std::getenv("TIERSIM_TIER")) return named;
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "tiersim-tier";
}

}  // namespace

TierProcess::TierProcess(const std::string& command, const std::function<void()>& in_child) {
  const std::filesystem::path program = tier_program();
  if (!std::filesystem::exists(program)) {
    throw UserError(
        fmt::format("{}: no such program (build the target tiersim-tier, or set TIERSIM_TIER)",
                    program.string()));
  }
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error("cannot open a socket pair");
  socket_ = ends[0];
  bp::environment environment = boost::this_process::environment();
  environment["OMP_WAIT_POLICY"] =
      "passive";  // threads that spin while they wait collapse on a shared machine
  environment.erase("OMP_NUM_THREADS");  // the tier's profile says how many
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  spawned_ = {now.tv_sec * 1'000'000'000LL + now.tv_nsec};
  process_ = bp::child(
      bp::exe = program.string(), bp::args = {command}, environment,
      bp::posix::fd.bind(kSocketInChild, ends[1]), bp::extend::on_exec_setup = [&](auto&) {
        if (in_child) in_child();
      });
  close(ends[1]);
}

TierProcess::~TierProcess() {
  close(socket_);  // the process then removes what it made and ends, unless it is busy
  for (auto waited = std::chrono::milliseconds(0); process_.running() && waited < kGoodbye;
       waited += kLook)
    std::this_thread::sleep_for(kLook);
  if (!process_.running()) return;
  kill(process_.id(), SIGTERM);  // a process that made a control group then leaves it
  std::this_thread::sleep_for(kLook);
  kill(process_.id(), SIGKILL);
  process_.wait();  // child::terminate() would leave a zombie
}

nlohmann::json TierProcess::ask(const nlohmann::json& request,
                                const std::function<void(const std::string&)>& progress) {
  send(request);
  return receive(progress);
}

void TierProcess::send(const nlohmann::json& request) { write_frame(socket_, request); }

nlohmann::json TierProcess::receive(const std::function<void(const std::string&)>& progress) {
  while (const auto reply = read_frame(socket_, kPatience)) {
    const std::string kind = reply->value("reply", "");
    if (kind == "progress") {
      if (progress) progress(reply->value("text", ""));
    } else if (kind == "error" && reply->value("kind", "") == "user") {
      throw UserError(reply->value("text", ""));
    } else if (kind == "error") {
      throw std::runtime_error("tiersim-tier: " + reply->value("text", ""));
    } else {
      return *reply;
    }
  }
  process_.wait();
  if (const int status = process_.native_exit_code();
      WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
    throw TierStarved("tiersim-tier found no memory to compute with for 30 s");
  throw std::runtime_error(
      "tiersim-tier ended without an answer (was it killed, or out of memory?)");
}

}  // namespace tiersim
