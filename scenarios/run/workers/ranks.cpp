#include "scenarios/run/workers/ranks.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/process/child.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/posix.hpp>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "sim/base/error.h"
#include "sim/base/frame.h"

namespace tiersim {
namespace {

namespace bp = boost::process;

constexpr int kSocketInChild = 3;

/// The value of the first of these environment variables that is set.
std::optional<int> number_in_environment(std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const char* text = std::getenv(name)) return std::atoi(text);
  return std::nullopt;
}

/// Whether Open MPI, PMIx (srun --mpi=pmix and others) or PMI has started this process.
bool started_by_mpi() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"})
    if (std::getenv(name)) return true;
  return false;
}

/// How many processes were started, as the environment says it; 1 if it says nothing.
int told_size() {
  return number_in_environment({"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"})
      .value_or(1);
}

UserError strangers() {
  return UserError(
      fmt::format("MPI: {} processes were started that do not find each other (use Open MPI's "
                  "mpirun, or srun --mpi=pmix)",
                  told_size()));
}

std::filesystem::path relay_program() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "tiersim-mpi";
}

}  // namespace

struct Ranks::Process {
  bp::child child;
};

int Ranks::told() {
  return number_in_environment({"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"})
      .value_or(told_size() > 1 ? number_in_environment({"SLURM_PROCID"}).value_or(0) : 0);
}

std::unique_ptr<Ranks> Ranks::join() {
  if (!started_by_mpi()) {
    if (told_size() > 1) throw strangers();  // srun without an MPI
    return nullptr;
  }
  return std::unique_ptr<Ranks>(new Ranks);
}

Ranks::Ranks() : process_(std::make_unique<Process>()) {
  const std::filesystem::path program = relay_program();
  if (!std::filesystem::exists(program))
    throw UserError(
        fmt::format("{}: no such program (build the target tiersim-mpi)", program.string()));
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error("cannot open a socket pair");
  socket_ = ends[0];
  process_->child =
      bp::child(bp::exe = program.string(), bp::posix::fd.bind(kSocketInChild, ends[1]));
  close(ends[1]);
  std::optional<nlohmann::json> hello;
  try {
    hello = read_frame(socket_);
  } catch (const ProtocolError&) {
    // tiersim-mpi ended in the middle of its message.
  }
  if (!hello) throw UserError("MPI: cannot be started (its own messages say why)");
  rank_ = hello->at("rank");
  size_ = hello->at("size");
  if (size_ == 1 && told_size() > 1) throw strangers();
}

Ranks::~Ranks() {
  close(socket_);
  std::error_code ignored;
  process_->child.wait(ignored);
}

void Ranks::write(const nlohmann::json& frame) {
  try {
    write_frame(socket_, frame);
  } catch (const ProtocolError&) {
    // MPI has ended. receive() says so.
  }
}

void Ranks::send(int rank, const nlohmann::json& message) {
  write({{"to", rank}, {"message", message}});
}

void Ranks::send_to_others(const nlohmann::json& message) {
  write({{"to", -1}, {"message", message}});
}

std::optional<Ranks::Message> Ranks::receive() {
  try {
    const auto frame = read_frame(socket_);
    if (!frame) return std::nullopt;
    if (frame->contains("end")) return Message{0, *frame};
    return Message{frame->at("from"), frame->at("message")};
  } catch (const ProtocolError&) {
    return std::nullopt;
  }
}

void Ranks::end(int status) { write({{"end", status}}); }

}  // namespace tiersim
