#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tiersim {

/// The processes ("ranks") that MPI has started, one of which is this process. MPI itself knows
/// only the program tiersim-mpi, which runs beside each of these processes and carries its
/// messages.
class Ranks {
 public:
  /// Returns nullptr if MPI has not started this process; MPI is then not touched. Throws UserError
  /// if the ranks do not find each other.
  static std::unique_ptr<Ranks> join();
  /// The rank of this process as the environment says it, without asking MPI; 0 if it says none.
  static int told();

  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  int rank() const { return rank_; }
  int size() const { return size_; }

  int descriptor() const { return socket_; }  ///< for poll()
  void send(int rank, const nlohmann::json& message);
  void send_to_others(const nlohmann::json& message);  ///< only rank 0 may call this
  struct Message {
    int from{0};
    /// Has "end", an exit status, if rank 0 has ended all ranks. Has "gone" if the sender has died.
    nlohmann::json content;
  };
  /// Waits for a message of any rank. Returns none if the connection to the MPI program has closed.
  std::optional<Message> receive();

  /// Lets all ranks end with this status. Only rank 0 may call this.
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
