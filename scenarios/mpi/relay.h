#pragma once

#include <boost/mpi/communicator.hpp>
#include <chrono>
#include <list>
#include <nlohmann/json.hpp>
#include <string>

namespace tiersim {

/// Forwards messages between the program tiersim of this rank and the other ranks. It talks to
/// tiersim over a socket and to the relays of the other ranks over MPI.
///
/// The relay does not wait inside MPI, except in broadcasts, because waiting in MPI keeps a core
/// busy. It never waits until tiersim reads a message, because tiersim may be waiting for the relay
/// at that time.
class Relay {
 public:
  Relay(boost::mpi::communicator world, int socket);

  /// Forwards messages until the tiersim of rank 0 has sent the exit status of all ranks. If that
  /// tiersim dies, the exit status is 1.
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
  /// The number of ranks that will send nothing more to rank 0. Rank 0 counts itself from the
  /// start. The other ranks do not count.
  int ranks_ended_{1};
  std::list<Sent> sent_;  ///< messages that MPI may not have sent completely
  std::string waiting_;   ///< bytes for tiersim that its socket has not taken yet
  std::chrono::steady_clock::time_point active_;
};

}  // namespace tiersim
