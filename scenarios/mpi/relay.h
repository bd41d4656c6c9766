#pragma once

#include <boost/mpi/communicator.hpp>
#include <chrono>
#include <list>
#include <nlohmann/json.hpp>
#include <string>

namespace tiersim {

/// Forwards messages between the process of tiersim on this MPI rank and the other ranks. The relay
/// talks to tiersim over a socket and to the relays of the other ranks over MPI.
///
/// The relay does not wait inside MPI, except in broadcasts, because waiting in MPI keeps a core
/// busy. It never waits until tiersim reads a message, because tiersim may be waiting for the relay
/// at that time.
class Relay {
 public:
  Relay(boost::mpi::communicator world, int socket);

  /// Tells tiersim the number of this rank and the number of ranks, and then forwards messages.
  /// Returns after the tiersim of rank 0 has sent the exit status for all ranks, and no message is
  /// left to deliver. The tiersim of each other rank gets this exit status as its last message. If
  /// the tiersim of rank 0 dies before it has sent one, the exit status is 1.
  void run();

 private:
  enum Tag { kMessage, kBroadcast, kEnd, kEnded };
  struct Sent {
    std::string bytes;
    boost::mpi::request request;
  };

  void wait();
  void take_from_tiersim();
  void lose_tiersim();
  void end(const nlohmann::json& frame);
  void take_from_ranks();
  void take(int from, int tag, std::string bytes);
  void send(int to, Tag tag, std::string bytes);
  void broadcast(std::string bytes);
  void hand_on(const nlohmann::json& frame);
  void push();
  bool done() const;

  boost::mpi::communicator world_;
  int socket_;
  bool open_{true};    ///< whether the socket to tiersim is open
  bool ended_{false};  ///< whether the exit status of all ranks is known
  /// The number of ranks that will send nothing more to rank 0, including rank 0 itself. Only rank
  /// 0 uses it.
  int ranks_ended_{1};
  std::list<Sent> sent_;  ///< messages that MPI may not have sent completely
  std::string waiting_;   ///< bytes for tiersim that its socket has not taken yet
  std::chrono::steady_clock::time_point active_;
};

}  // namespace tiersim
