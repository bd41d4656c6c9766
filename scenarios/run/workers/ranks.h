#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tiersim {

/// This process as one of several that MPI has started, its rank. Another process beside it,
/// tiersim-mpi, is the one that MPI knows, and carries its messages.
class Ranks {
 public:
  /// Nothing where no MPI has started this process: then none is looked for. Throws UserError where
  /// the ranks do not find each other.
  static std::unique_ptr<Ranks> join();
  /// The rank that whoever started this process gave it, without asking MPI; 0 if none.
  static int told();

  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  int rank() const { return rank_; }
  int size() const { return size_; }

  int descriptor() const { return socket_; }  ///< for poll()
  void send(int rank, const nlohmann::json& message);
  void send_to_others(const nlohmann::json& message);  ///< of rank 0
  struct Message {
    int from{0};
    /// Has "end", an exit status, where rank 0 has said so; "gone" where its sender has died.
    nlohmann::json content;
  };
  /// Waits for one; nothing where MPI has ended.
  std::optional<Message> receive();

  /// Of rank 0: lets all ranks end with this status.
  void end(int status);

 private:
  struct Process;
  Ranks();
  void write(const nlohmann::json& frame);

  std::unique_ptr<Process> process_;
  int socket_{-1};
  int rank_{0}, size_{1};
};

}  // namespace tiersim
