#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tiersim {

/// The processes ("ranks") that MPI has started. This process is one of them. tiersim itself does
/// not load MPI: beside each rank runs the program tiersim-mpi, which sends and receives the rank's
/// messages.
class Ranks {
 public:
  /// Starts tiersim-mpi and connects this process with the other ranks. Returns nullptr, and does
  /// not start MPI, if this process was not started by MPI. Throws UserError if MPI cannot be
  /// started, or if the ranks do not find each other.
  static std::unique_ptr<Ranks> join();
  /// Returns the number of this rank, taken from the environment variables of the MPI launcher,
  /// without starting MPI. Returns 0 if there are none.
  static int told();

  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  int rank() const { return rank_; }
  int size() const { return size_; }

  /// The socket to tiersim-mpi; poll() reports when a message has come.
  int descriptor() const { return socket_; }
  /// Sends a message to one rank. Does nothing if MPI has ended.
  void send(int rank, const nlohmann::json& message);
  /// Sends a message to all other ranks. Does nothing if MPI has ended. Only rank 0 may call this.
  void send_to_others(const nlohmann::json& message);
  struct Message {
    int from{0};
    /// What the sender has sent. There are two special messages: one with the key "end", which has
    /// the exit status, comes when rank 0 ends all ranks. One with the key "gone" comes when the
    /// rank `from` has died.
    nlohmann::json content;
  };
  /// Waits for the next message from any rank. Returns nullopt if the connection to tiersim-mpi has
  /// closed, which means that MPI has ended.
  std::optional<Message> receive();

  /// Tells all ranks to end with the exit status `status`. Only rank 0 may call this.
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
